package pagoda.queue.operation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import pagoda.queue.InvalidJobException;

/** What is done to each job. Immutable. */
public sealed interface JobAction {
  /** {@return the name, as in {@code retry}} */
  String name();

  /** Makes a scheduled, failed or cancelled job pending again. */
  record Retry() implements JobAction {
    @Override
    public String name() {
      return "retry";
    }
  }

  /** Ends a job that has not ended. */
  record Cancel() implements JobAction {
    @Override
    public String name() {
      return "cancel";
    }
  }

  /** Removes a job that has ended. */
  record Delete() implements JobAction {
    @Override
    public String name() {
      return "delete";
    }
  }

  /**
   * Gives a waiting job another priority or another time.
   *
   * @param priority 0 to 100; empty keeps it
   * @param runAt not before this time; empty keeps it, and one that is past means now
   */
  record Prioritize(OptionalInt priority, Optional<Instant> runAt) implements JobAction {
    /** Refuses a change of nothing, and a priority that is none. */
    public Prioritize {
      if (priority.isEmpty() && runAt.isEmpty()) {
        throw new InvalidJobException("change", "a priority, a run_at or both", "neither");
      }
      if (priority.isPresent() && (priority.getAsInt() < 0 || priority.getAsInt() > 100)) {
        throw new InvalidJobException("priority", "0 to 100", "" + priority.getAsInt());
      }
    }

    @Override
    public String name() {
      return "prioritize";
    }
  }
}
