package pagoda.app.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;

/** {@code pagoda result ID}: what a job came to, as its handler gave it. */
public final class ResultCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("result", "the result of a job, byte for byte", ResultCommand::run)
          .withOperands("ID", 1, 1)
          .ofService();

  private ResultCommand() {}

  private static int run(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    String id = JobIds.checked(arguments.operands().getFirst());
    try (ServiceClient client = ServiceClient.of(arguments, console);
        InputStream in = client.open(client.request("/jobs/" + id + "/result"));
        OutputStream out = console.bytes()) {
      in.transferTo(out);
    }
    return ExitStatus.DONE;
  }
}
