package pagoda.process.internal.attempt;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.process.internal.text.ErrorText;

/**
 * All that is known of an attempt's end, and what it means.
 *
 * @param status the exit status, 128 + n for signal n; empty if the keeper was killed with the rest
 * @param order what the program was asked
 * @param breach the limit that it was killed for, in words
 * @param again the wait that it asked for
 * @param killed whether this side killed it
 * @param log what it said on standard error
 */
public record Ending(
    OptionalInt status,
    Optional<ProgramOrder> order,
    Optional<String> breach,
    Optional<Duration> again,
    boolean killed,
    String log) {
  private static final int GAVE_BACK = 75; // EX_TEMPFAIL
  private static final int SIGNALLED = 128;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int SIGXFSZ = 25;

  /** What it means, under the rules of a program. */
  public ProgramOutcome judge(ProgramOptions options) {
    if (breach.isPresent()) {
      return failed(breach.get(), true);
    }
    int exit = status.orElse(SIGNALLED + SIGKILL);
    if (order.isPresent()) {
      Optional<ProgramOutcome> obeyed = obeyed(order.get(), exit, options);
      if (obeyed.isPresent()) {
        return obeyed.get();
      }
    }
    if (again.isPresent() && status.isPresent() && exit < SIGNALLED) {
      return new ProgramOutcome.Snoozed(again.get());
    }
    return ended(exit, options);
  }

  /** What the order explains; empty for an end of the program's own. */
  private Optional<ProgramOutcome> obeyed(ProgramOrder given, int exit, ProgramOptions options) {
    if (exit == 0) {
      return Optional.empty(); // the work is done all the same
    }
    boolean bySignal = exit == SIGNALLED + SIGKILL || exit == SIGNALLED + SIGTERM;
    return switch (given) {
      case CANCEL -> Optional.of(new ProgramOutcome.Stopped(given, "cancelled"));
      case TIMEOUT ->
          Optional.of(
              new ProgramOutcome.Stopped(
                  given,
                  ErrorText.of("timed out after " + ErrorText.duration(options.timeout()), log)));
      case SHUTDOWN -> Optional.of(new ProgramOutcome.GaveBack(given));
      case YIELD ->
          exit == GAVE_BACK || bySignal
              ? Optional.of(new ProgramOutcome.GaveBack(given))
              : Optional.empty();
    };
  }

  private ProgramOutcome ended(int exit, ProgramOptions options) {
    if (exit == 0) {
      return new ProgramOutcome.Completed();
    }
    if (status.isEmpty()) {
      return failed(killed ? "killed" : "killed together with its keeper", true);
    }
    if (exit == 126 || exit == 127) {
      return new ProgramOutcome.Unable(
          ErrorText.of("cannot start: exit status " + exit + " of the command", log));
    }
    return failed(words(exit, options), !options.exitCodes().isForGood(exit));
  }

  private static String words(int exit, ProgramOptions options) {
    int signal = exit - SIGNALLED;
    if (signal == SIGXFSZ) {
      return "wrote a file over " + ErrorText.size(options.limits().fileBytes());
    }
    if (signal == SIGKILL) {
      return "killed by SIGKILL, perhaps out of memory";
    }
    return signal > 0 && signal <= 64
        ? "killed by " + ErrorText.signal(signal)
        : "exit status " + exit;
  }

  private ProgramOutcome failed(String reason, boolean again) {
    return new ProgramOutcome.Failed(ErrorText.of(reason, log), again);
  }
}
