package pagoda.queue.internal.round;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import pagoda.queue.Enqueued;
import pagoda.queue.IdempotencyMismatchException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueFullException;
import pagoda.queue.QueueOptions;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.job.StateCode;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.sqlite.FileState;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.Sql;

/** Adds a job: first its idempotency key is looked up, then the capacity is checked. */
public final class Enqueue extends Call<Enqueued> {
  private final PreparedRequest request;

  public Enqueue(PreparedRequest request) {
    this.request = request;
  }

  @Override
  long bytes() {
    return request.payload().length;
  }

  @Override
  ItemOutcome<Enqueued> call(Batch batch) throws SQLException {
    return add(batch, request);
  }

  static ItemOutcome<Enqueued> add(Batch batch, PreparedRequest request) throws SQLException {
    if (request.key() != null) {
      Optional<ItemOutcome<Enqueued>> earlier =
          earlier(batch.sql().findKey, request, batch.shared().file());
      if (earlier.isPresent()) {
        batch.count(Total.REPEATED);
        return earlier.get();
      }
    }
    Optional<QueueFullException> full =
        full(batch.shared(), request.request().priority(), batch.waiting());
    if (full.isPresent()) {
      batch.count(Total.REFUSED);
      return new ItemOutcome.Refused<>(full.get());
    }
    JobRow row = insert(batch, request);
    return new ItemOutcome.Accepted<>(new Enqueued(batch.job(row), false));
  }

  /** What an earlier request with the same key came to. */
  static Optional<ItemOutcome<Enqueued>> earlier(
      Sql findKey, PreparedRequest request, FileState file) throws SQLException {
    try (ResultSet rows = findKey.set(request.key()).query()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      JobRow row = JobRow.read(rows, file.types());
      boolean same = request.sameAs(rows.getBytes(JobRow.WIDTH + 1));
      return Optional.of(
          same
              ? new ItemOutcome.Accepted<>(new Enqueued(row.job(file.ids()), true))
              : new ItemOutcome.Refused<>(mismatch(request, row, file)));
    }
  }

  private static IdempotencyMismatchException mismatch(
      PreparedRequest request, JobRow row, FileState file) {
    String key = request.request().idempotencyKey().orElseThrow().key();
    return new IdempotencyMismatchException(key, file.ids().uuid(row.row()));
  }

  /** Tells whether a job of a priority has no room beside those that wait. */
  static Optional<QueueFullException> full(Shared shared, int priority, long waiting) {
    QueueOptions config = shared.config();
    long reserve = priority >= JobRequest.EMERGENCY ? config.emergencyReserve() : 0;
    long bound = config.capacity() + reserve;
    return waiting < bound
        ? Optional.empty()
        : Optional.of(
            new QueueFullException(waiting, bound, shared.live().pace().retryAfter(waiting)));
  }

  private static JobRow insert(Batch batch, PreparedRequest prepared) throws SQLException {
    JobRow row = row(batch, prepared);
    byte[] payload = prepared.payload();
    boolean inline = payload.length <= JobStatements.INLINE;
    batch
        .sql()
        .insert
        .set(row.row())
        .set(row.type().id())
        .set(row.lane().code())
        .set(row.priority())
        .set(StateCode.of(row.state()))
        .set(row.place())
        .set(row.maxAttempts())
        .set(row.runAt())
        .set(row.createdAt())
        .set(prepared.key())
        .set(prepared.digest())
        .set(inline ? payload : null)
        .update();
    if (!inline) {
      batch.sql().insertBody.set(row.row()).set(payload).update();
    }
    if (row.state() == JobState.PENDING) {
      batch
          .shared()
          .file()
          .heads()
          .append(row.lane(), row.priority(), row.row(), row.place(), row.runAt());
    }
    batch.wrote(0, payload.length);
    batch.added(row);
    batch.count(Total.ENQUEUED);
    return row;
  }

  private static JobRow row(Batch batch, PreparedRequest prepared) {
    JobRequest request = prepared.request();
    long now = batch.now();
    long runAt = Math.max(now, request.runAt().map(Instant::toEpochMilli).orElse(now));
    int maxAttempts = request.maxAttempts();
    long row = batch.shared().file().nextSequence();
    return new JobRow(
        row,
        prepared.type(),
        prepared.type().lane(),
        request.priority(),
        row,
        runAt > now ? JobState.SCHEDULED : JobState.PENDING,
        0,
        maxAttempts == 0 ? batch.shared().config().maxAttempts() : maxAttempts,
        runAt,
        now,
        0,
        0,
        0,
        null);
  }
}
