package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.Finished;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Marks;

/**
 * Records how attempts are and how they end. Each statement names what fences it, so that an
 * attempt whose job has moved on changes nothing.
 */
final class Ends {
  private Ends() {}

  static boolean end(Batch batch, Command.End end) throws SQLException {
    JobRow claimed = end.claimed(); // whose type may be served elsewhere since, or nowhere
    JobRow row = claimed.progressed(end.progress()).in(batch.types().lane(claimed.type()).code());
    boolean current =
        switch (end.how()) {
          case Ended.Completed how -> complete(batch, end, row, how);
          case Ended.Failed how -> fail(batch, end, row, how);
          case Ended.Retried how -> retry(batch, end, row, how);
          case Ended.PutOff how -> putOff(batch, end, row, how);
          case Ended.GivenBack how -> giveBack(batch, end, row, how);
        };
    if (current) {
      record(batch, end);
    }
    return current;
  }

  /** Takes a result from elsewhere, as long as nobody has claimed the job since. */
  static Finished finish(Batch batch, Command.Finish finish) throws SQLException {
    Optional<JobRow> found = Changes.find(batch, finish.row());
    if (found.isEmpty()) {
      return Finished.MISSING;
    }
    JobRow row = found.get();
    if (row.claims() != finish.claim() || row.standing().marks().worker().isEmpty()) {
      return Finished.LOST;
    }
    return switch (row.state()) {
      case PROCESSING -> {
        Command.End end = new Command.End(row, finish.how(), row.progress(), true, finish.usage());
        yield end(batch, end) ? Finished.DONE : Finished.LOST;
      }
      case PENDING, SCHEDULED -> late(batch, row, finish);
      case COMPLETED -> Finished.REPEATED;
      case FAILED, CANCELLED -> Finished.LOST;
    };
  }

  private static Finished late(Batch batch, JobRow row, Command.Finish finish) throws SQLException {
    batch
        .sql()
        .completeLate
        .set(batch.now())
        .setTime(batch.expiry(row))
        .set(finish.how().contentType())
        .set(row.row())
        .set(row.claims())
        .update();
    keep(batch, row, finish.how().result());
    batch.sql().dropCheckpoint.set(row.row()).update();
    if (row.state() == JobState.PENDING) {
      batch.file().heads().remove(row);
    }
    batch.moved(row, row.progressed(1).finished(JobState.COMPLETED, batch.now(), row.lastError()));
    return Finished.LATE;
  }

  private static void keep(Batch batch, JobRow row, Bytes result) throws SQLException {
    if (result.size() > 0) {
      batch.sql().saveResult.set(row.row()).set(result.toArray()).update();
      batch.wrote(0, result.size());
    }
  }

  private static boolean complete(Batch batch, Command.End end, JobRow row, Ended.Completed how)
      throws SQLException {
    Sql statement =
        batch.sql().complete.set(batch.now()).setTime(batch.expiry(row)).set(how.contentType());
    if (batch.fence(statement, end.claimed()).update() == 0) {
      return false;
    }
    keep(batch, row, how.result());
    if (end.checkpointed()) {
      batch.sql().dropCheckpoint.set(row.row()).update();
    }
    JobRow done = row.progressed(1).finished(JobState.COMPLETED, batch.now(), row.lastError());
    batch.moved(end.claimed(), done);
    return true;
  }

  private static boolean retry(Batch batch, Command.End end, JobRow row, Ended.Retried how)
      throws SQLException {
    long time = batch.now() + how.millis();
    Sql statement = batch.sql().schedule.set(time).set(row.progress());
    if (batch.fence(statement, end.claimed()).update() == 0) {
      return false;
    }
    batch.moved(end.claimed(), row.scheduled(time, Optional.of(how.error())));
    return true;
  }

  private static boolean fail(Batch batch, Command.End end, JobRow row, Ended.Failed how)
      throws SQLException {
    Sql statement =
        batch.sql().fail.set(batch.now()).setTime(batch.expiry(row)).set(row.progress());
    if (batch.fence(statement, end.claimed()).update() == 0) {
      return false;
    }
    Optional<String> error = Optional.of(how.error());
    batch.moved(end.claimed(), row.finished(JobState.FAILED, batch.now(), error));
    return true;
  }

  private static boolean putOff(Batch batch, Command.End end, JobRow row, Ended.PutOff how)
      throws SQLException {
    JobRow waiting = row.putOff(batch.now(), how.millis(), how.snoozed());
    Marks marks = waiting.standing().marks();
    Sql statement = batch.sql().putOff.set(waiting.runAt()).set(row.progress());
    statement.set(marks.snoozes()).setTime(marks.snoozedSince());
    if (batch.fence(statement, end.claimed()).update() == 0) {
      return false;
    }
    if (how.checkpoint().isPresent()) {
      save(batch, row, how.checkpoint().get());
    }
    batch.moved(end.claimed(), waiting);
    return true;
  }

  private static boolean giveBack(Batch batch, Command.End end, JobRow row, Ended.GivenBack how)
      throws SQLException {
    boolean begun = how.checkpoint().isPresent(); // else a suspect stays one, if it still is
    JobRow back = begun ? row.givenBack().cleared() : row.givenBack();
    Sql statement = batch.sql().giveBack.set(begun ? 0 : 1);
    if (batch.fence(statement.set(row.progress()), end.claimed()).update() == 0) {
      return false;
    }
    if (how.checkpoint().isPresent()) {
      save(batch, row, how.checkpoint().get());
    }
    batch.file().heads().insert(back);
    batch.moved(end.claimed(), back);
    return true;
  }

  /** Keeps an attempt that burnt, and one that told what it used. */
  private static void record(Batch batch, Command.End end) throws SQLException {
    switch (end.how()) {
      case Ended.Failed(String error, var trace) -> record(batch, end, Optional.of(error), trace);
      case Ended.Retried(String error, _, var trace) ->
          record(batch, end, Optional.of(error), trace);
      case Ended.Completed _ when !end.usage().equals(Attempt.Usage.UNKNOWN) ->
          record(batch, end, Optional.empty(), Optional.empty());
      case Ended.Completed _, Ended.PutOff _, Ended.GivenBack _ -> {}
    }
  }

  private static void record(
      Batch batch, Command.End end, Optional<String> error, Optional<String> trace)
      throws SQLException {
    JobRow row = end.claimed();
    batch
        .sql()
        .pastAttempt
        .set(row.row())
        .set(row.claims())
        .set(row.attempt())
        .set(row.startedAt())
        .set(batch.now())
        .set(error)
        .set(trace)
        .set(row.standing().marks().worker())
        .set(end.usage().exitStatus())
        .set(end.usage().peakMemory())
        .set(nanos(end.usage()))
        .update();
  }

  private static OptionalLong nanos(Attempt.Usage usage) {
    return usage
        .cpuTime()
        .map(time -> OptionalLong.of(time.toNanos()))
        .orElse(OptionalLong.empty());
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
