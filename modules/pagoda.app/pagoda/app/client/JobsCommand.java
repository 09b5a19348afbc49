package pagoda.app.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Colour;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Option;
import tools.jackson.databind.JsonNode;

/** {@code pagoda jobs}: the newest jobs, a line each. */
public final class JobsCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("jobs", "the jobs of a service, newest first", JobsCommand::run)
          .withDetails(
              "A line has id, state, type, priority, attempts and what is to be said of it.")
          .withOptions(
              Option.of("state", "S", "only these, such as failed or waiting,running"),
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
      Optional<String> value = arguments.value(name);
      value.ifPresent(v ->
          query
              .append('&')
              .append(name)
              .append('=')
              .append(URLEncoder.encode(v, StandardCharsets.UTF_8)));
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
        console.out().println(console.coloured(Colour.DIM, "more: --after " + next));
      }
    }
    return ExitStatus.DONE;
  }
}
