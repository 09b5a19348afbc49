package pagoda.app.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.UsageException;

/**
 * {@code pagoda backup FILE}: a consistent copy of the queue of a running service, which it asks
 * over HTTP: only the process that owns the file may read it.
 */
public final class BackupCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("backup", "a consistent copy of a running service's queue", BackupCommand::run)
          .withOperands("FILE", 1, 1)
          .withDetails("FILE must not exist yet. Needs the role admin.")
          .ofService();

  private BackupCommand() {}

  private static int run(Arguments arguments, Console console)
      throws IOException, InterruptedException {
    Path target = Arguments.path("FILE", arguments.operands().getFirst());
    if (Files.exists(target)) {
      throw new UsageException("backup: allowed is a file that does not exist yet, seen " + target);
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (ServiceClient client = ServiceClient.of(arguments, console);
        InputStream in = client.open(client.request("/backup"))) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (ServiceAwayException e) { // whatever the reason, there is no backup
      throw new ServiceException(e.getMessage());
    } finally {
      Files.deleteIfExists(part);
    }
    console.out().println(target + " has " + Files.size(target) + " bytes");
    return ExitStatus.DONE;
  }
}
