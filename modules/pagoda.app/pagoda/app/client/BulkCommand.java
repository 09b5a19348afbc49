package pagoda.app.client;

import java.util.List;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Colour;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Option;
import pagoda.app.cli.UsageException;
import pagoda.http.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One action on jobs named by their ids: {@code pagoda retry}, {@code cancel} and the like. */
public final class BulkCommand {
  /** Runs jobs again that failed or were cancelled. */
  public static final Command RETRY = command("retry", "run failed or cancelled jobs again");

  /** Cancels jobs that have not ended. */
  public static final Command CANCEL = command("cancel", "cancel jobs that have not ended");

  /** Removes jobs that have ended. */
  public static final Command DELETE = command("delete", "remove jobs that have ended");

  /** Gives waiting jobs another priority or time. */
  public static final Command PRIORITIZE =
      command("prioritize", "give waiting jobs another priority or time")
          .withOptions(
              Option.of("priority", "N", "0 to 100, higher first"),
              Option.of("run-at", "TIME", "not before, such as 2026-11-26T09:30:00Z"));

  private static final int MOST = 1000;

  private BulkCommand() {}

  private static Command command(String name, String summary) {
    return Command.of(name, summary, (arguments, console) -> run(name, arguments, console))
        .withOperands("ID...", 0, MOST)
        .withDetails(
            """
            A line a job. The exit status is 1 if the service refused one of them.
            With --all-matching it is told how many jobs match and asks; the service does it by and
            by, and goes on if this command is stopped.\
            """)
        .withOptions(
            Option.of("all-matching", "FILTER", "all jobs that match, as in 'pagoda jobs FILTER'"),
            Option.flag("yes", "with --all-matching, do not ask"))
        .ofService();
  }

  private static int run(String action, Arguments arguments, Console console)
      throws InterruptedException {
    List<String> ids = arguments.operands().stream().map(JobIds::checked).toList();
    if (ids.isEmpty() == arguments.value("all-matching").isEmpty()) {
      throw new UsageException(action + ": give ids, or --all-matching FILTER");
    }
    if (arguments.value("all-matching").filter(String::isBlank).isPresent()) {
      throw new UsageException(
          action + ": --all-matching '' would be every job; for those, say 'priority:0..100'");
    }
    ObjectNode body = Json.object();
    arguments.number("priority", 0, 100).ifPresent(n -> body.put("priority", n));
    arguments.value("run-at").ifPresent(time -> body.put("run_at", time));
    if (ids.isEmpty()) {
      return MatchingJobs.act(action, body, arguments, console);
    }
    ids.forEach(body.putArray("ids")::add);
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      JsonNode results = client.send("POST", "/jobs/" + action, body).path("results");
      boolean all = true;
      for (JsonNode result : results) {
        all &= result.has("job");
        console.out().println(arguments.has("json") ? result.toString() : line(result, console));
      }
      return all ? ExitStatus.DONE : ExitStatus.FAILED;
    }
  }

  private static String line(JsonNode result, Console console) {
    return result.has("job")
        ? JobText.line(result.path("job"), console)
        : result.path("id").asString()
            + "  "
            + console.coloured(Colour.RED, "refused")
            + "    "
            + Problems.text(result.path("problem"));
  }
}
