package pagoda.app;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.FileSystemException;
import java.util.List;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.OutputException;
import pagoda.app.cli.UsageException;
import pagoda.app.client.ServiceAwayException;
import pagoda.app.client.ServiceException;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.SystemReason;
import pagoda.queue.NewerSchemaException;
import pagoda.queue.QueueException;

/** The entry point of {@code bin/pagoda}. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process with its status, whatever is thrown and whoever runs on.
   */
  public static void main(String[] args) {
    System.exit(status(List.of(args), Console.system()));
  }

  private static int status(List<String> words, Console console) {
    try {
      int status = Commands.run(words, console);
      console.out().flush();
      return status;
    } catch (Throwable e) {
      return failed(e, console.err());
    }
  }

  /** Tells of a failure in one line, unless it is a fault of the program. */
  private static int failed(Throwable failure, PrintStream err) {
    return switch (failure) {
      case UsageException e -> tell(ExitStatus.WRONG_USAGE, e.getMessage(), err);
      case SettingException e -> tell(ExitStatus.WRONG_SETTING, e.getMessage(), err);
      case NewerSchemaException e -> tell(ExitStatus.WRONG_SETTING, e.getMessage(), err);
      case QueueException e -> tell(ExitStatus.FAILED, e.getMessage(), err);
      case ServiceAwayException e -> tell(ExitStatus.TRY_LATER, e.getMessage(), err);
      case ServiceException e -> tell(ExitStatus.FAILED, e.getMessage(), err);
      case OutputException e when e.unread() -> ExitStatus.UNREAD;
      case OutputException e -> tell(ExitStatus.FAILED, e.getMessage(), err);
      case BindException e -> tell(ExitStatus.FAILED, e.getMessage(), err);
      case FileSystemException e ->
          tell(ExitStatus.FAILED, e.getFile() + ": " + SystemReason.of(e), err);
      case IOException e -> tell(ExitStatus.FAILED, SystemReason.of(e), err);
      default -> {
        err.println("pagoda: failed");
        failure.printStackTrace(err);
        yield ExitStatus.FAILED;
      }
    };
  }

  private static int tell(int status, String line, PrintStream err) {
    err.println("pagoda: " + line);
    return status;
  }
}
