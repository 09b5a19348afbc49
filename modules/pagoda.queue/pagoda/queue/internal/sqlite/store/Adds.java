package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.ReadStatements;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.internal.sqlite.StateCode;
import pagoda.queue.store.Added;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.NewJob;
import pagoda.queue.store.Standing;
import pagoda.queue.store.Submitted;

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
      Optional<Added> earlier = ReadStatements.earlier(batch.sql().findKey, job.key().get().key());
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
    Bytes payload = job.payload();
    boolean inline = payload.size() <= JobStatements.INLINE;
    byte[] bytes = payload.toArray();
    insert(batch.sql(), row, inline ? bytes : null);
    if (!inline) {
      batch.sql().insertBody.set(row.row()).set(bytes).update();
    }
    if (job.key().isPresent()) {
      keep(batch, job.key().get(), row);
    }
    if (row.state() == JobState.PENDING) {
      batch.file().heads().append(row);
    }
    batch.wrote(0, payload.size());
    batch.added(row);
    return row;
  }

  private static void insert(JobStatements sql, JobRow row, byte[] payload) throws SQLException {
    Job.Envelope envelope = row.submitted().envelope();
    Sql insert = envelope.isEmpty() ? sql.insert : sql.insertWithEnvelope;
    insert
        .set(row.row())
        .set(row.type())
        .set(row.lane())
        .set(row.priority())
        .set(StateCode.of(row.state()))
        .set(row.place())
        .set(row.maxAttempts())
        .set(row.runAt())
        .set(row.createdAt())
        .set(payload);
    if (!envelope.isEmpty()) {
      insert
          .set(envelope.contentType())
          .set(Rows.joined(envelope.labels()))
          .set(envelope.traceparent())
          .set(envelope.replyTo())
          .set(envelope.correlationId());
    }
    insert.update();
    for (String label : envelope.labels()) {
      sql.insertLabel.set(label).set(row.row()).update();
    }
  }

  private static void keep(Batch batch, NewJob.Key key, JobRow row) throws SQLException {
    batch
        .sql()
        .insertKey
        .set(key.key().toArray())
        .set(key.digest().toArray())
        .set(row.row())
        .set(batch.now() + batch.options().keyRetention().toMillis())
        .update();
  }

  private static JobRow row(Batch batch, NewJob job) {
    long now = batch.now();
    long runAt = Math.max(now, job.runAt());
    long row = batch.file().nextSequence();
    Submitted submitted =
        new Submitted(
            row,
            job.type(),
            batch.types().lane(job.type()).code(),
            job.priority(),
            job.maxAttempts(),
            now,
            job.envelope());
    JobState state = runAt > now ? JobState.SCHEDULED : JobState.PENDING;
    return new JobRow(submitted, Standing.added(state, row, runAt));
  }
}
