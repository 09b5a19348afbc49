package bench.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk against a port of this machine, with so many keep-alive clients. */
public final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern LATENCY = Pattern.compile("(50|99)% +([0-9.]+[a-z]+)");
  private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx|Socket errors:");
  private static final String POST =
      """
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/json"
      wrk.body = '{"type":"simulate","complexity":1,"customer":"0123456789"}'
      """;

  private Wrk() {}

  /**
   * Requests a second over {@code seconds}, and latencies; fails if one was answered with an error.
   */
  public static Measured get(int clients, int port, String path, int seconds)
      throws IOException, InterruptedException {
    return run(clients, List.of(), "http://127.0.0.1:" + port + path, seconds);
  }

  /** The same for a small JSON document, posted. */
  public static Measured post(int clients, int port, String path, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.writeString(Files.createTempFile("post", ".lua"), POST);
    try {
      List<String> options = List.of("-s", script.toString());
      return run(clients, options, "http://127.0.0.1:" + port + path, seconds);
    } finally {
      Files.delete(script);
    }
  }

  private static Measured run(int clients, List<String> options, String url, int seconds)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + clients));
    command.addAll(List.of("--latency", "-d" + seconds + "s"));
    command.addAll(options);
    command.add(url);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(output);
    if (process.waitFor() != 0 || FAILED.matcher(output).find() || !rate.find()) {
      throw new IOException(output);
    }
    List<String> latencies = new ArrayList<>();
    for (Matcher latency = LATENCY.matcher(output); latency.find(); ) {
      latencies.add("p" + latency.group(1) + " " + latency.group(2));
    }
    return new Measured(Double.parseDouble(rate.group(1)), String.join(", ", latencies));
  }
}
