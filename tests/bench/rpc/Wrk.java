package bench.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk with 32 keep-alive clients. */
final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern LATENCY = Pattern.compile("(50|99)% +([0-9.]+[a-z]+)");
  private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx|Socket errors:");

  private Wrk() {}

  /** Requests a second over some time; fails if one was answered with an error. */
  static Rounds.Result get(int port, String path, Duration time)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c32",
                "--latency",
                "-d" + Math.max(1, time.toSeconds()) + "s",
                "http://127.0.0.1:" + port + path)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(output);
    if (process.waitFor() != 0 || FAILED.matcher(output).find() || !rate.find()) {
      throw new IOException(output);
    }
    StringBuilder detail = new StringBuilder();
    for (Matcher latency = LATENCY.matcher(output); latency.find(); ) {
      detail.append(detail.isEmpty() ? "" : ", ");
      detail.append('p').append(latency.group(1)).append(' ').append(latency.group(2));
    }
    return new Rounds.Result(Double.parseDouble(rate.group(1)), detail.toString());
  }
}
