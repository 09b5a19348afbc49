package pagoda.app.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.UsageException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One action on all jobs that match: says how many, asks, and waits for its end. */
final class MatchingJobs {
  private static final Set<String> ENDS = Set.of("completed", "cancelled", "failed");
  private static final long PAUSE_MILLIS = 200;

  private MatchingJobs() {}

  static int act(String action, ObjectNode body, Arguments arguments, Console console)
      throws InterruptedException {
    String filter = arguments.value("all-matching").orElseThrow();
    String zone = ZoneId.systemDefault().getId();
    if (!arguments.has("yes") && !console.errIsTerminal()) {
      throw new UsageException(action + ": --all-matching needs --yes where nobody can be asked");
    }
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      String query = "/jobs?limit=1&count=true&q=" + encoded(filter) + "&zone=" + encoded(zone);
      JsonNode count = client.get(query).path("count");
      if (!arguments.has("yes") && !agreed(action, count, console)) {
        return ExitStatus.FAILED;
      }
      body.putObject("matching").put("q", filter).put("zone", zone);
      if (count.isNumber()) {
        body.put("expect", count.longValue());
      }
      JsonNode operation = client.send("POST", "/jobs/" + action, body);
      String id = operation.path("id").asString();
      while (!ENDS.contains(operation.path("state").asString(""))) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        operation = client.get("/operations/" + id);
      }
      console.out().println(arguments.has("json") ? operation.toString() : line(operation));
      boolean whole = operation.path("state").asString("").equals("completed");
      return whole && operation.path("failed").asLong() == 0 ? ExitStatus.DONE : ExitStatus.FAILED;
    }
  }

  private static boolean agreed(String action, JsonNode count, Console console) {
    String jobs = count.isNumber() ? "%,d jobs".formatted(count.longValue()) : "very many jobs";
    console.err().print(action + " " + jobs + "? [y/N] ");
    console.err().flush();
    try {
      int answer = console.in().read();
      return answer == 'y' || answer == 'Y';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(JsonNode operation) {
    String error = operation.path("error").asString("");
    return "operation %s  %s  %s    done %,d, skipped %,d, failed %,d%s"
        .formatted(
            operation.path("id").asString(),
            operation.path("action").asString(),
            operation.path("state").asString(),
            operation.path("done").asLong(),
            operation.path("skipped").asLong(),
            operation.path("failed").asLong(),
            error.isEmpty() ? "" : "    " + error);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
