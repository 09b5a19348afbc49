package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.JobRow;

/**
 * Records how attempts are and how they end. Each statement names what fences it, so that an
 * attempt whose job has moved on changes nothing.
 */
final class Ends {
  private Ends() {}

  static boolean end(Batch batch, Command.End end) throws SQLException {
    JobRow claimed = end.claimed();
    JobRow row = claimed.progressed(end.progress());
    return switch (end.how()) {
      case Ended.Completed(Bytes result) -> complete(batch, end, row, result);
      case Ended.Failed(String error) -> fail(batch, claimed, row, error);
      case Ended.Retried(String error, long millis) -> retry(batch, claimed, row, error, millis);
      case Ended.GivenBack(Optional<Bytes> checkpoint) -> giveBack(batch, row, checkpoint, claimed);
    };
  }

  private static boolean complete(Batch batch, Command.End end, JobRow row, Bytes result)
      throws SQLException {
    if (batch.fence(batch.sql().complete.set(batch.now()), end.claimed()).update() == 0) {
      return false;
    }
    if (result.size() > 0) {
      batch.sql().saveResult.set(row.row()).set(result.toArray()).update();
      batch.wrote(0, result.size());
    }
    if (end.checkpointed()) {
      batch.sql().dropCheckpoint.set(row.row()).update();
    }
    JobRow done = row.progressed(1).finished(JobState.COMPLETED, batch.now(), row.lastError());
    batch.moved(end.claimed(), done);
    return true;
  }

  private static boolean retry(Batch batch, JobRow claimed, JobRow row, String error, long millis)
      throws SQLException {
    long time = batch.now() + millis;
    if (batch.fence(batch.sql().schedule.set(time).set(row.progress()), claimed).update() == 0) {
      return false;
    }
    batch.moved(claimed, row.scheduled(time, Optional.of(error)));
    record(batch, row, error);
    return true;
  }

  private static boolean fail(Batch batch, JobRow claimed, JobRow row, String error)
      throws SQLException {
    Sql statement = batch.sql().fail.set(batch.now()).set(row.progress());
    if (batch.fence(statement, claimed).update() == 0) {
      return false;
    }
    batch.moved(claimed, row.finished(JobState.FAILED, batch.now(), Optional.of(error)));
    record(batch, row, error);
    return true;
  }

  private static void record(Batch batch, JobRow row, String error) throws SQLException {
    batch
        .sql()
        .pastAttempt
        .set(row.row())
        .set(row.claims())
        .set(row.attempt())
        .set(row.startedAt())
        .set(batch.now())
        .set(error)
        .update();
  }

  private static boolean giveBack(
      Batch batch, JobRow row, Optional<Bytes> checkpoint, JobRow claimed) throws SQLException {
    if (batch.fence(batch.sql().giveBack.set(row.progress()), claimed).update() == 0) {
      return false;
    }
    if (checkpoint.isPresent()) {
      save(batch, row, checkpoint.get());
    }
    JobRow back = row.givenBack();
    batch.file().heads().insert(back);
    batch.moved(claimed, back);
    return true;
  }

  private static void save(Batch batch, JobRow row, Bytes checkpoint) throws SQLException {
    batch.sql().saveCheckpoint.set(row.row()).set(checkpoint.toArray()).update();
    batch.wrote(0, checkpoint.size());
  }

  static boolean progress(Batch batch, Command.Progress report) throws SQLException {
    JobRow claimed = report.claimed();
    if (batch.fence(batch.sql().progress.set(report.progress()), claimed).update() == 0) {
      return false;
    }
    batch.changed(claimed.progressed(report.progress()));
    return true;
  }

  /** The fence is an update, so that a stale attempt can not overwrite a newer checkpoint. */
  static boolean checkpoint(Batch batch, Command.SaveCheckpoint save) throws SQLException {
    JobRow claimed = save.claimed();
    if (batch.fence(batch.sql().progress.set(save.progress()), claimed).update() == 0) {
      return false;
    }
    save(batch, claimed, save.state());
    batch.wrote(1, 0);
    return true;
  }
}
