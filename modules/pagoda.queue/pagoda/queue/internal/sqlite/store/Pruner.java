package pagoda.queue.internal.sqlite.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import pagoda.queue.JobState;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.internal.sqlite.StateCode;

/**
 * Removes jobs that finished longer ago than the retention, up to 500 in a transaction. Confined to
 * the writer.
 */
final class Pruner {
  private static final int CHUNK = 500;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long SHORTEST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 30_000;

  /** A job to be removed. */
  private record Expired(long row, JobState state, List<String> labels) {}

  private final long retentionMillis;
  private final PruningClock clock;
  private long nextNanos;

  Pruner(Duration retention, Clocks clocks) {
    this.retentionMillis = retention.toMillis();
    this.clock = new PruningClock(clocks);
    this.nextNanos = clocks.nanos();
  }

  /** The time until the next look. */
  long nanosToNext(long nanos) {
    return clock.waits()
        ? TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS)
        : Math.max(0, nextNanos - nanos);
  }

  /** Removes one chunk when it is time. */
  void prune(Batch batch) throws SQLException {
    if (nextNanos - batch.nanos() > 0) {
      return;
    }
    if (!clock.agrees(batch.now(), batch.nanos())) {
      return; // and any later round looks again
    }
    List<Expired> expired = expired(batch);
    Map<JobState, Integer> removed = new EnumMap<>(JobState.class);
    for (Expired job : expired) {
      Removal.remove(batch, job.row(), job.labels());
      removed.merge(job.state(), 1, Integer::sum);
    }
    removed.forEach(batch::removed);
    batch.pruned(expired.size());
    batch.wrote(batch.sql().dropKeys.set(batch.now()).update(), 0);
    nextNanos = batch.nanos() + (expired.size() >= CHUNK ? PAUSE_NANOS : untilNextExpiry(batch));
  }

  private List<Expired> expired(Batch batch) throws SQLException {
    List<Expired> expired = read(batch.sql().expired.set(batch.now() - retentionMillis));
    expired.addAll(read(batch.sql().expiredOwn.set(batch.now())));
    return expired;
  }

  private static List<Expired> read(Sql query) throws SQLException {
    List<Expired> expired = new ArrayList<>();
    try (ResultSet rows = query.query()) {
      while (rows.next()) {
        List<String> labels = Rows.labels(Optional.ofNullable(rows.getString(3)));
        expired.add(new Expired(rows.getLong(1), StateCode.state(rows.getInt(2)), labels));
      }
    }
    return expired;
  }

  private long untilNextExpiry(Batch batch) throws SQLException {
    long oldest = batch.sql().oldestFinished.number();
    long own = batch.sql().nextExpiry.number();
    long byQueue = oldest == 0 ? LONGEST_MILLIS : oldest + retentionMillis - batch.now() + 1;
    long byType = own == 0 ? LONGEST_MILLIS : own - batch.now() + 1;
    long millis = Math.clamp(Math.min(byQueue, byType), SHORTEST_MILLIS, LONGEST_MILLIS);
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
