package pagoda.process;

import java.time.Duration;

/** How one attempt of a program ended. */
public sealed interface ProgramOutcome {
  /** {@return the outcome in words; for a failure the first line says the reason} */
  String describe();

  /** The program exited with 0, and its result is there. */
  record Completed() implements ProgramOutcome {
    @Override
    public String describe() {
      return "completed";
    }
  }

  /**
   * The program failed.
   *
   * @param error the reason; its first line is the short form
   * @param again whether another attempt may help
   */
  record Failed(String error, boolean again) implements ProgramOutcome {
    @Override
    public String describe() {
      return error;
    }
  }

  /**
   * The program was asked to yield or to make way for a shutdown and left its work undone. That
   * counts against nobody; a checkpoint, if it saved one, is in the exit.
   *
   * @param order what it was asked
   */
  record GaveBack(ProgramOrder order) implements ProgramOutcome {
    @Override
    public String describe() {
      return "gave back after " + order.text();
    }
  }

  /**
   * The program asked to be run again later, by the line {@code again 30s} in its report.
   *
   * @param after the wait that it asked for
   */
  record Snoozed(Duration after) implements ProgramOutcome {
    @Override
    public String describe() {
      return "again after " + after;
    }
  }

  /**
   * The program was stopped: cancelled, or out of time.
   *
   * @param order {@link ProgramOrder#CANCEL} or {@link ProgramOrder#TIMEOUT}
   * @param reason what happened, in words
   */
  record Stopped(ProgramOrder order, String reason) implements ProgramOutcome {
    @Override
    public String describe() {
      return reason;
    }
  }

  /**
   * The program cannot start, and could not for any input: it is missing, not executable, writable
   * by others. No attempt should be counted.
   *
   * @param reason what is wrong with it
   */
  record Unable(String reason) implements ProgramOutcome {
    @Override
    public String describe() {
      return reason;
    }
  }

  /**
   * The machine would not start it just now: no process, memory, descriptor or disk left. No
   * attempt should be counted; later may go well.
   *
   * @param reason what the machine said
   */
  record Refused(String reason) implements ProgramOutcome {
    @Override
    public String describe() {
      return reason;
    }
  }
}
