package pagoda.queue.internal.sqlite.store;

import java.util.Arrays;
import java.util.BitSet;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.StateCode;

/** What one transaction changes about {@link Counts}. Confined to the writer. */
final class CountsDelta {
  final long[] states = new long[StateCode.COUNT];
  final long[] pending = new long[JobRequest.HIGHEST + 1];
  final BitSet priorities = new BitSet(pending.length);
  long parked;
  long retrying;

  void clear() {
    Arrays.fill(states, 0);
    for (int p = priorities.nextSetBit(0); p >= 0; p = priorities.nextSetBit(p + 1)) {
      pending[p] = 0;
    }
    priorities.clear();
    parked = 0;
    retrying = 0;
  }

  /** Counts jobs into a state, or out of it when the number is negative. */
  void add(JobState state, Lane lane, int priority, long jobs) {
    states[StateCode.of(state)] += jobs;
    if (state == JobState.PENDING) {
      pending[priority] += jobs;
      priorities.set(priority);
      if (lane == Lane.PARKED) {
        parked += jobs;
      }
    }
  }

  /** Counts finished jobs, which no priority needs to know of. */
  void addFinished(JobState state, long jobs) {
    states[StateCode.of(state)] += jobs;
  }

  long waiting() {
    return states[StateCode.of(JobState.PENDING)] + states[StateCode.of(JobState.SCHEDULED)];
  }

  /** Tells whether a number changed that the file keeps, since counting it would take long. */
  boolean countersChanged() {
    return retrying != 0
        || states[StateCode.of(JobState.COMPLETED)] != 0
        || states[StateCode.of(JobState.FAILED)] != 0
        || states[StateCode.of(JobState.CANCELLED)] != 0;
  }
}
