package pagoda.queue.internal.sqlite;

import java.util.List;
import pagoda.queue.JobState;

/** The numbers that stand for states in the file and in arrays of counters. */
public final class StateCode {
  private static final List<JobState> STATES =
      List.of(
          JobState.PENDING,
          JobState.SCHEDULED,
          JobState.PROCESSING,
          JobState.COMPLETED,
          JobState.FAILED,
          JobState.CANCELLED);

  /** How many states there are. */
  public static final int COUNT = STATES.size();

  private StateCode() {}

  public static int of(JobState state) {
    return switch (state) {
      case PENDING -> 0;
      case SCHEDULED -> 1;
      case PROCESSING -> 2;
      case COMPLETED -> 3;
      case FAILED -> 4;
      case CANCELLED -> 5;
    };
  }

  public static JobState state(int code) {
    return STATES.get(code);
  }
}
