package pagoda.app.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Colour;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Option;
import tools.jackson.databind.JsonNode;

/** {@code pagoda jobs}: the newest jobs that meet a filter, a line each. */
public final class JobsCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("jobs", "the jobs of a service, newest first", JobsCommand::run)
          .withOperands("[FILTER...]", 0, Command.ANY)
          .withDetails(
              """
              A line has id, state, type, priority, attempts, and its error or the beginning of its
              payload. Filters, all of which a job must meet, quoted for the shell:
                4711 '"two words"'         in the payload's first 4 KiB
                order=4711                 a label
                id:3f2a91                  an id or its beginning
                type:resize,thumb          state:failed,cancelled          priority:'>=10'
                'error:"refused"'          in the latest error
                since:02:00 until:2h       ended, or handed in, from then on, before then; also
                                           created:, run_at:, finished: as in 'created:>=02:00'
              Times of day are of this machine's zone.\
              """)
          .withOptions(
              Option.of("state", "S", "only these, such as failed or pending,processing"),
              Option.of("type", "T", "only jobs of this type"),
              Option.of("limit", "N", "how many, 1 to 200; default 50"),
              Option.of("after", "ID", "the page after this one"))
          .ofService();

  private JobsCommand() {}

  private static int run(Arguments arguments, Console console) throws InterruptedException {
    arguments.number("limit", 1, 200);
    StringBuilder query = new StringBuilder("/jobs?limit=");
    query.append(arguments.value("limit").orElse("50"));
    for (String name : new String[] {"state", "type", "after"}) {
      arguments.value(name).ifPresent(value -> append(query, name, value));
    }
    if (!arguments.operands().isEmpty()) {
      append(query, "q", String.join(" ", arguments.operands()));
      append(query, "zone", ZoneId.systemDefault().getId());
    }
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      JsonNode page = client.get(query.toString());
      if (arguments.has("json")) {
        console.out().println(page);
        return ExitStatus.DONE;
      }
      page.path("jobs").forEach(job -> console.out().println(JobText.line(job, console)));
      String next = page.path("next").asString("");
      if (!next.isEmpty()) {
        console.out().println(console.coloured(Colour.DIM, more(page) + "more: --after " + next));
      }
    }
    return ExitStatus.DONE;
  }

  /** A page that is not full says how far the service looked. */
  private static String more(JsonNode page) {
    long examined = page.path("examined").asLong(0);
    return examined > page.path("jobs").size() ? "%,d jobs looked at, ".formatted(examined) : "";
  }

  private static void append(StringBuilder query, String name, String value) {
    query.append('&').append(name).append('=');
    query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
