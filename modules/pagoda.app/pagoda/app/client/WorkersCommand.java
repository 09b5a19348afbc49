package pagoda.app.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Option;
import pagoda.http.Json;
import tools.jackson.databind.JsonNode;

/** {@code pagoda workers}, {@code pagoda quiet}: who works for a service, and who is to stop. */
public final class WorkersCommand {
  /** Lists them. */
  public static final Command WORKERS =
      Command.of(
              "workers", "who works for a service, on this machine or others", WorkersCommand::list)
          .ofService();

  /** Keeps those of a name from claiming more. */
  public static final Command QUIET =
      Command.of("quiet", "let workers finish what they run, and leave", WorkersCommand::quiet)
          .withOperands("NAME", 1, 1)
          .withOptions(Option.flag("resume", "take it back, for those who have not left"))
          .withDetails("Means every worker of that name, or the one whose id it is.")
          .ofService();

  private static final String ROW = "%-16s %-16s %-8s %-10s %5s %5s %6s  %s";
  private static final String HEADING =
      ROW.formatted("NAME", "HOST", "STATE", "VERSION", "SLOTS", "JOBS", "SEEN", "TYPES");

  private WorkersCommand() {}

  private static int list(Arguments arguments, Console console) throws InterruptedException {
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      JsonNode workers = client.get("/workers");
      if (arguments.has("json")) {
        console.out().println(workers);
      } else {
        console.out().println(HEADING);
        workers.path("workers").forEach(worker -> console.out().println(line(worker)));
      }
    }
    return ExitStatus.DONE;
  }

  private static String line(JsonNode worker) {
    List<String> types = new ArrayList<>();
    worker.path("types").forEach(type -> types.add(type.asString()));
    String remark = worker.path("slowed").asBoolean(false) ? "  loses its jobs, slowed down" : "";
    long seen = Duration.ofMillis(worker.path("last_seen_ms").asLong()).toSeconds();
    return ROW.formatted(
            worker.path("name").asString(),
            worker.path("host").asString(),
            worker.path("state").asString(),
            worker.path("version").asString(),
            worker.path("slots").asInt() == 0 ? "-" : worker.path("slots").asString(),
            worker.path("jobs").size(),
            seen + "s",
            String.join(",", types) + remark)
        .stripTrailing();
  }

  private static int quiet(Arguments arguments, Console console) throws InterruptedException {
    String name = arguments.operands().getFirst();
    String action = arguments.has("resume") ? "/resume" : "/quiet";
    int told = 0;
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      for (JsonNode worker : client.get("/workers").path("workers")) {
        String id = worker.path("id").asString();
        boolean meant = name.equals(worker.path("name").asString()) || name.equals(id);
        if (meant && !worker.path("state").asString().equals("gone")) {
          JsonNode answer = client.send("POST", "/workers/" + id + action, Json.object());
          told++;
          if (arguments.has("json")) {
            console.out().println(answer);
          }
        }
      }
    }
    if (told == 0) {
      throw new ServiceException("no worker is named '" + name + "', or it is gone");
    }
    if (!arguments.has("json")) {
      console.out().println(told + (told == 1 ? " worker told" : " workers told"));
    }
    return ExitStatus.DONE;
  }
}
