package pagoda.app.client;

import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import tools.jackson.databind.JsonNode;

/** {@code pagoda types}: what a service can run. */
public final class TypesCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("types", "the types of job that a service runs", TypesCommand::run).ofService();

  private TypesCommand() {}

  private static int run(Arguments arguments, Console console) throws InterruptedException {
    try (ServiceClient client = ServiceClient.of(arguments, console)) {
      JsonNode types = client.get("/types");
      if (arguments.has("json")) {
        console.out().println(types);
      } else {
        types.path("types").forEach(type -> console.out().println(type.path("name").asString()));
      }
    }
    return ExitStatus.DONE;
  }
}
