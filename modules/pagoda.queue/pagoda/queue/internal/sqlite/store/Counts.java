package pagoda.queue.internal.sqlite.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.PriorityDepth;
import pagoda.queue.internal.sqlite.StateCode;
import pagoda.queue.store.Totals;

/**
 * How many jobs the file holds, exactly, as of the latest commit. Thread-safe: the writer adds the
 * changes of a whole commit at once, and readers never see half of one.
 */
final class Counts {
  private final long[] states = new long[StateCode.COUNT];
  private final long[] pending = new long[JobRequest.HIGHEST + 1];
  private final long[] oldest = new long[JobRequest.HIGHEST + 1];
  private long parked;
  private long retrying;
  private volatile long waiting;

  /** Forgets everything, before the file is counted again. */
  synchronized void reset() {
    java.util.Arrays.fill(states, 0);
    java.util.Arrays.fill(pending, 0);
    java.util.Arrays.fill(oldest, -1);
    parked = 0;
    retrying = 0;
    waiting = 0;
  }

  synchronized void apply(CountsDelta delta) {
    for (int i = 0; i < states.length; i++) {
      states[i] += delta.states[i];
    }
    for (int p = delta.priorities.nextSetBit(0); p >= 0; p = delta.priorities.nextSetBit(p + 1)) {
      pending[p] += delta.pending[p];
    }
    parked += delta.parked;
    retrying += delta.retrying;
    waiting = states[StateCode.of(JobState.PENDING)] + states[StateCode.of(JobState.SCHEDULED)];
  }

  /** Notes since when the first pending job of a priority has been ready; −1 when there is none. */
  synchronized void oldest(int priority, long since) {
    oldest[priority] = since;
  }

  /** Pending and scheduled jobs. */
  long waiting() {
    return waiting;
  }

  synchronized long count(JobState state) {
    return states[StateCode.of(state)];
  }

  private Map<JobState, Long> byState() {
    Map<JobState, Long> map = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      map.put(state, states[StateCode.of(state)]);
    }
    return map;
  }

  /** All of it at one commit. */
  synchronized Totals totals(boolean paused) {
    return new Totals(byState(), byPriority(), parked, retrying, paused);
  }

  /** The pending jobs of each priority that has some, most urgent first. */
  private List<PriorityDepth> byPriority() {
    List<PriorityDepth> depths = new ArrayList<>();
    for (int p = JobRequest.HIGHEST; p >= JobRequest.LOWEST; p--) {
      if (pending[p] != 0) {
        Optional<Instant> since =
            oldest[p] < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest[p]));
        depths.add(new PriorityDepth(p, pending[p], since));
      }
    }
    return depths;
  }
}
