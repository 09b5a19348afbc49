package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.time.Duration;
import pagoda.queue.Bytes;
import pagoda.queue.JobState;
import pagoda.queue.QueueException;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.sqlite.Sql;

/**
 * Records how an attempt ended. It must reach the disk: until it does, the attempt keeps its
 * worker.
 *
 * <p>Each statement names state, attempt and boot, so that an attempt whose job has moved on
 * changes nothing.
 */
final class Finish extends Command {
  private final Run run;
  private final Ending ending;
  private final boolean returned;

  /**
   * Describes an end.
   *
   * @param run the attempt
   * @param ending how it ended
   * @param returned whether its handler has returned, so that its worker is free
   */
  Finish(Run run, Ending ending, boolean returned) {
    this.run = run;
    this.ending = ending;
    this.returned = returned;
  }

  Run run() {
    return run;
  }

  boolean returned() {
    return returned;
  }

  @Override
  long bytes() {
    return ending instanceof Ending.Completed(Bytes result) ? result.size() : 0;
  }

  @Override
  boolean triedWhenFull() {
    return true;
  }

  @Override
  boolean owed() {
    return true;
  }

  @Override
  void apply(Batch batch) throws SQLException {
    if (returned) {
      batch.ended(run);
      batch.count(Total.RETURNED);
    }
    JobRow row = run.claimed().progressed(run.reached());
    boolean current =
        switch (ending) {
          case Ending.Completed(Bytes result) -> complete(batch, row, result);
          case Ending.Failed(String error, boolean retryable) -> fail(batch, row, error, retryable);
          case Ending.TimedOut(String error) -> timeOut(batch, row, error);
          case Ending.Yielded(Bytes checkpoint) -> giveBack(batch, row, checkpoint);
          case Ending.Refused() -> refuse(batch, row);
          case Ending.Abandoned() -> giveBack(batch, row, null);
        };
    if (!current) {
      batch.count(Total.STALE);
    }
  }

  private boolean refuse(Batch batch, JobRow row) throws SQLException {
    batch.shared().live().runs().executorRefused(batch.nanos());
    return giveBack(batch, row, null);
  }

  private boolean complete(Batch batch, JobRow row, Bytes result) throws SQLException {
    if (batch.fence(batch.sql().complete.set(batch.now()), run).update() == 0) {
      return false;
    }
    if (result.size() > 0) {
      batch.sql().saveResult.set(row.row()).set(result.toArray()).update();
      batch.wrote(0, result.size());
    }
    if (run.hasCheckpoint()) {
      batch.sql().dropCheckpoint.set(row.row()).update();
    }
    JobRow done = row.progressed(1).finished(JobState.COMPLETED, batch.now(), row.lastError());
    batch.moved(run.claimed(), done);
    batch.count(Total.COMPLETED);
    return true;
  }

  private boolean timeOut(Batch batch, JobRow row, String error) throws SQLException {
    boolean current = fail(batch, row, error, true);
    if (current) {
      batch.count(Total.TIMED_OUT);
    }
    return current;
  }

  private boolean fail(Batch batch, JobRow row, String error, boolean retryable)
      throws SQLException {
    boolean again = retryable && row.attempt() < row.maxAttempts();
    return (again ? retry(batch, row, error) : failForGood(batch, row, error))
        && recordAttempt(batch, row, error);
  }

  private boolean retry(Batch batch, JobRow row, String error) throws SQLException {
    Shared shared = batch.shared();
    Duration delay =
        shared.config().backoff().delay(row.attempt(), shared.clocks().random().nextDouble());
    long time = batch.now() + delay.toMillis();
    Sql statement = batch.sql().schedule.set(time).set(row.progress());
    if (batch.fence(statement, run).update() == 0) {
      return false;
    }
    batch.moved(run.claimed(), row.scheduled(time, error));
    batch.count(Total.RETRIED);
    return true;
  }

  private boolean failForGood(Batch batch, JobRow row, String error) throws SQLException {
    Sql statement = batch.sql().fail.set(batch.now()).set(row.progress());
    if (batch.fence(statement, run).update() == 0) {
      return false;
    }
    batch.moved(run.claimed(), row.finished(JobState.FAILED, batch.now(), error));
    batch.count(Total.FAILED);
    return true;
  }

  private static boolean recordAttempt(Batch batch, JobRow row, String error) throws SQLException {
    batch
        .sql()
        .pastAttempt
        .set(row.row())
        .set(row.attempt())
        .set(row.startedAt())
        .set(batch.now())
        .set(error)
        .update();
    return true;
  }

  /** Puts the job back in its place; the attempt does not count. */
  private boolean giveBack(Batch batch, JobRow row, Bytes checkpoint) throws SQLException {
    if (batch.fence(batch.sql().giveBack.set(row.progress()), run).update() == 0) {
      return false;
    }
    if (checkpoint != null) {
      batch.sql().saveCheckpoint.set(row.row()).set(checkpoint.toArray()).update();
      batch.wrote(0, checkpoint.size());
    }
    JobRow back = row.givenBack(row.progress());
    batch
        .shared()
        .file()
        .heads()
        .insert(back.lane(), back.priority(), back.row(), back.place(), back.runAt());
    batch.moved(run.claimed(), back);
    batch.count(Total.YIELDED);
    return true;
  }

  @Override
  void committed() {}

  @Override
  void failed(QueueException reason) {}
}
