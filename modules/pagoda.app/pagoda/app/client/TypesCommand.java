package pagoda.app.client;

import pagoda.app.cli.Arguments;
import pagoda.app.cli.Colour;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import tools.jackson.databind.JsonNode;

/** {@code pagoda types}: what a service can run. */
public final class TypesCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("types", "the types of job that a service runs", TypesCommand::run).ofService();

  private static final String ROW = "%-24s %-8s %8s %8s %10s %8s  %s";
  private static final String HEADING =
      ROW.formatted("TYPE", "RUN", "WAITING", "RUNNING", "COMPLETED", "FAILED", "REMARK");

  private TypesCommand() {}

  private static String line(JsonNode type, Console console) {
    String remark = type.path("reason").asString(type.path("last_error").asString(""));
    boolean able = type.path("able").asBoolean(true);
    return ROW.formatted(
            type.path("name").asString(),
            type.path("run").asString("-"),
            type.path("waiting").asString("?"),
            type.path("running").asString(),
            type.path("completed").asString(),
            type.path("failed").asString(),
            able ? remark : console.coloured(Colour.RED, remark))
        .stripTrailing();
  }

  private static int run(Arguments arguments, Console console) throws InterruptedException {
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      JsonNode types = client.get("/types");
      if (arguments.has("json")) {
        console.out().println(types);
      } else {
        console.out().println(HEADING);
        types.path("types").forEach(type -> console.out().println(line(type, console)));
        types
            .path("faults")
            .forEach(fault -> console.err().println("pagoda: left out: " + fault.asString()));
      }
    }
    return ExitStatus.DONE;
  }
}
