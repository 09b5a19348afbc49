package pagoda.app.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import pagoda.queue.FileStore;
import pagoda.queue.VerifyReport;

/** {@code pagoda verify FILE}: whether a queue file is sound; it may be in use. */
public final class VerifyCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("verify", "whether a queue file is sound; it may be in use", VerifyCommand::run)
          .withOperands("FILE", 1, 1);

  private VerifyCommand() {}

  private static int run(Arguments arguments, Console console) {
    PrintStream out = console.out();
    Path file = Arguments.path("FILE", arguments.operands().getFirst());
    if (!Files.isRegularFile(file)) {
      throw new UsageException("verify: allowed is a queue file, seen " + file);
    }
    VerifyReport report = FileStore.verify(file);
    report.jobs().forEach((state, count) -> out.printf("%-11s %d%n", state.text(), count));
    report.problems().forEach(problem -> out.println("problem: " + problem));
    out.println(report.sound() ? "sound" : report.problems().size() + " problems");
    return report.sound() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
