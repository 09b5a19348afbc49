package pagoda.app.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Option;
import pagoda.app.settings.SystemReason;
import tools.jackson.databind.JsonNode;

/** {@code pagoda submit TYPE [FILE|-]}: hands a job to a service. */
public final class SubmitCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("submit", "hand a job to a service", SubmitCommand::run)
          .withOperands("TYPE [FILE|-]", 1, 2)
          .withDetails(
              """
              The payload is FILE, standard input for -, or {} when there is neither. It prints the
              job. With --wait it does so when the job has ended; the exit status is then 2 if the
              job failed or was cancelled.

                echo '{"n":16}' | pagoda submit hanoi - --wait
              """)
          .withOptions(
              Option.of("priority", "N", "0 to 100, higher first; default 1"),
              Option.flag("emergency", "priority 10, and the reserve of places"),
              Option.of("run-at", "TIME", "not before, such as 2026-11-26T09:30:00Z"),
              Option.of("max-attempts", "N", "how often it is tried, 1 to 100"),
              Option.of("label", "K=V", "a label to find it by; up to 8").repeated(),
              Option.of("key", "K", "handed in again with this key it stays one job"),
              Option.of("content-type", "M", "of the payload; default: as it looks"),
              Option.flag("wait", "until the job has ended"))
          .ofService();

  private static final byte[] EMPTY = {'{', '}'};
  private static final int LARGEST = 64 << 20;
  private static final int LOOKED_AT = 64;

  private SubmitCommand() {}

  private static int run(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    byte[] payload = payload(arguments, console);
    String path = path(arguments);
    List<String> headers = new ArrayList<>();
    headers.addAll(
        List.of(
            "Content-Type",
            arguments.value("content-type").orElseGet(() -> contentType(arguments, payload))));
    arguments.value("key").ifPresent(key -> headers.addAll(List.of("Idempotency-Key", key)));
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      JsonNode job =
          client.post(path, BodyPublishers.ofByteArray(payload), headers.toArray(String[]::new));
      if (arguments.has("wait")) {
        job = new JobFollower(client, job.path("id").asString()).follow(_ -> {});
      }
      JobCommand.print(job, arguments, console);
      return !arguments.has("wait") || JobText.completed(job)
          ? ExitStatus.DONE
          : ExitStatus.JOB_FAILED;
    }
  }

  /** JSON if it is to be JSON: a slip in it should be told, not stored. */
  private static String contentType(Arguments arguments, byte[] payload) {
    String name = arguments.operands().size() == 1 ? "" : arguments.operands().get(1);
    String start = new String(payload, 0, Math.min(payload.length, LOOKED_AT), ISO_8859_1).strip();
    return start.startsWith("{") || start.startsWith("[") || name.endsWith(".json")
        ? "application/json"
        : Objects.requireNonNullElse(
            URLConnection.guessContentTypeFromName(name), "application/octet-stream");
  }

  private static String path(Arguments arguments) {
    arguments.number("priority", 0, 100);
    arguments.number("max-attempts", 1, 100);
    List<String> query = new ArrayList<>();
    for (String name : new String[] {"priority", "run-at", "max-attempts"}) {
      arguments
          .value(name)
          .ifPresent(value -> query.add(name.replace('-', '_') + "=" + encoded(value)));
    }
    arguments.values("label").forEach(label -> query.add("label=" + encoded(label)));
    if (arguments.has("emergency")) {
      query.add("emergency=true");
    }
    String path = "/types/" + encoded(arguments.operands().getFirst()) + "/jobs";
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static byte[] payload(Arguments arguments, Console console) throws IOException {
    if (arguments.operands().size() == 1) {
      return EMPTY;
    }
    String name = arguments.operands().get(1);
    if (name.equals("-")) {
      return bounded(console.in(), "standard input");
    }
    Path file = Arguments.path("FILE", name);
    try (InputStream in = Files.newInputStream(file)) {
      return bounded(in, name);
    } catch (IOException e) {
      throw new ServiceException(file + ": " + SystemReason.of(e));
    }
  }

  private static byte[] bounded(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new ServiceException(name + ": a payload has at most " + LARGEST + " bytes");
    }
    return bytes;
  }
}
