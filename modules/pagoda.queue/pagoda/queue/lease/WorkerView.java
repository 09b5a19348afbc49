package pagoda.queue.lease;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A worker as the queue knows it. Immutable.
 *
 * @param worker what it says of itself
 * @param types the types of its latest claim, sorted
 * @param jobs what it runs now
 * @param lastSeen when it was last heard of
 * @param gone whether that is a minute ago, and it neither waits nor runs anything
 * @param quiet whether it is to claim nothing
 * @param lost the jobs that workers of its name and host lost within the last minute
 * @param slowed whether these are so many that its claims are refused for a while
 */
public record WorkerView(
    Worker worker,
    List<String> types,
    List<UUID> jobs,
    Instant lastSeen,
    boolean gone,
    boolean quiet,
    int lost,
    boolean slowed) {
  /** Copies the lists. */
  public WorkerView {
    types = List.copyOf(types);
    jobs = List.copyOf(jobs);
  }
}
