package pagoda.queue.internal.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import pagoda.queue.QueueSnapshot;

/** What the queue measures of itself since it was opened. Thread-safe. */
public final class Meters {
  public final Buckets commitChanges = Buckets.sizes();
  public final Buckets commitSeconds = Buckets.seconds();
  public final Buckets waitSeconds = Buckets.seconds();
  public final Buckets runSeconds = Buckets.seconds();
  private final AtomicLongArray totals = new AtomicLongArray(Total.COUNT);

  public void add(Total total, long value) {
    totals.addAndGet(total.slot(), value);
  }

  public long total(Total total) {
    return totals.get(total.slot());
  }

  public QueueSnapshot.Totals totals(long eventsLost) {
    return new QueueSnapshot.Totals(
        total(Total.ENQUEUED),
        total(Total.REPEATED),
        total(Total.REFUSED),
        total(Total.COMPLETED),
        total(Total.FAILED),
        total(Total.CANCELLED),
        total(Total.RETRIED),
        total(Total.TIMED_OUT),
        total(Total.YIELDED),
        total(Total.SNOOZED),
        total(Total.STALE),
        total(Total.PRUNED),
        eventsLost);
  }

  public QueueSnapshot.Commits commits(int queued) {
    return new QueueSnapshot.Commits(
        total(Total.COMMITS),
        total(Total.COMMITS_FAILED),
        total(Total.CHECKPOINTS),
        commitChanges.histogram(),
        commitSeconds.histogram(),
        waitSeconds.histogram(),
        runSeconds.histogram(),
        queued);
  }
}
