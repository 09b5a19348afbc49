package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.ReadStatements;
import pagoda.queue.internal.sqlite.StateCode;
import pagoda.queue.store.Added;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.NewJob;

/** Adds jobs: first the idempotency key is looked up, then the capacity is checked. */
final class Adds {
  private Adds() {}

  static List<Added> addAll(Batch batch, List<NewJob> jobs) throws SQLException {
    List<Added> added = new ArrayList<>(jobs.size());
    for (NewJob job : jobs) {
      added.add(add(batch, job));
    }
    return added;
  }

  static Added add(Batch batch, NewJob job) throws SQLException {
    if (job.key().isPresent()) {
      Optional<Added.Earlier> earlier =
          ReadStatements.earlier(batch.sql().findKey, job.key().get().key());
      if (earlier.isPresent()) {
        return earlier.get();
      }
    }
    long waiting = batch.waiting();
    long bound = bound(batch, job.priority());
    return waiting < bound ? new Added.New(insert(batch, job)) : new Added.Full(waiting, bound);
  }

  private static long bound(Batch batch, int priority) {
    long reserve = priority >= JobRequest.EMERGENCY ? batch.options().emergencyReserve() : 0;
    return batch.options().capacity() + reserve;
  }

  private static JobRow insert(Batch batch, NewJob job) throws SQLException {
    JobRow row = row(batch, job);
    byte[] payload = job.payload().toArray();
    boolean inline = payload.length <= JobStatements.INLINE;
    batch
        .sql()
        .insert
        .set(row.row())
        .set(row.type())
        .set(row.lane())
        .set(row.priority())
        .set(StateCode.of(row.state()))
        .set(row.place())
        .set(row.maxAttempts())
        .set(row.runAt())
        .set(row.createdAt())
        .set(job.key().map(key -> key.key().toArray()).orElse(null))
        .set(job.key().map(key -> key.digest().toArray()).orElse(null))
        .set(inline ? payload : null)
        .update();
    if (!inline) {
      batch.sql().insertBody.set(row.row()).set(payload).update();
    }
    if (row.state() == JobState.PENDING) {
      batch.file().heads().append(row);
    }
    batch.wrote(0, payload.length);
    batch.added(row);
    return row;
  }

  private static JobRow row(Batch batch, NewJob job) {
    long now = batch.now();
    long runAt = Math.max(now, job.runAt());
    long row = batch.file().nextSequence();
    return new JobRow(
        row,
        job.type(),
        batch.file().types().lane(job.type()).code(),
        job.priority(),
        row,
        runAt > now ? JobState.SCHEDULED : JobState.PENDING,
        0,
        job.maxAttempts(),
        runAt,
        now,
        0,
        0,
        0,
        Optional.empty());
  }
}
