package pagoda.app.jobs;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import pagoda.queue.Job;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueListener;

/** What jobs of each type did since the start. Thread-safe. */
public final class TypeCounts implements QueueListener {
  private final Map<String, Tally> byType = new TreeMap<>();

  /**
   * What jobs of one type did.
   *
   * @param running how many run
   * @param completed how many completed
   * @param failed how many failed for good
   * @param retried how many attempts failed and were to be followed by another
   * @param lastError the first line of why the latest unsuccessful attempt ended
   * @param lastErrorAt when it did
   */
  public record Count(
      int running,
      long completed,
      long failed,
      long retried,
      Optional<String> lastError,
      Optional<Instant> lastErrorAt) {
    static final Count NONE = new Count(0, 0, 0, 0, Optional.empty(), Optional.empty());
  }

  private static final class Tally {
    private final Set<UUID> running = new HashSet<>();
    private long completed;
    private long failed;
    private long retried;
    private Optional<String> lastError = Optional.empty();
    private Optional<Instant> lastErrorAt = Optional.empty();

    void add(Job job) {
      boolean ran = running.remove(job.id());
      switch (job.state()) {
        case PROCESSING -> running.add(job.id());
        case COMPLETED -> completed++;
        case FAILED -> {
          failed++;
          error(job);
        }
        case SCHEDULED -> {
          if (ran) {
            retried++;
            error(job);
          }
        }
        case PENDING, CANCELLED -> {}
      }
    }

    private void error(Job job) {
      lastError = job.lastError().flatMap(text -> text.lines().findFirst());
      lastErrorAt = Optional.of(Instant.now());
    }
  }

  @Override
  public void onEvent(QueueEvent event) {
    if (event instanceof QueueEvent.JobChanged(_, Job job)) {
      add(job);
    } else if (event instanceof QueueEvent.EventsLost) {
      forgetRunning(); // an end may be among them
    }
  }

  private synchronized void add(Job job) {
    byType.computeIfAbsent(job.type(), _ -> new Tally()).add(job);
  }

  private synchronized void forgetRunning() {
    byType.values().forEach(tally -> tally.running.clear());
  }

  /** {@return what jobs of a type did} */
  public synchronized Count of(String type) {
    return Optional.ofNullable(byType.get(type))
        .map(tally ->
            new Count(
                tally.running.size(),
                tally.completed,
                tally.failed,
                tally.retried,
                tally.lastError,
                tally.lastErrorAt))
        .orElse(Count.NONE);
  }
}
