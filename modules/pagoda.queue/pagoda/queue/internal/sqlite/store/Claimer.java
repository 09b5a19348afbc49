package pagoda.queue.internal.sqlite.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Places;
import pagoda.queue.store.Pool;
import pagoda.queue.store.Urgent;

/**
 * Gives free places the most urgent jobs, and tells which urgent ones still wait. Confined to the
 * writer.
 */
final class Claimer {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private Claimer() {}

  /** Claims only what starts now: one job for each free place. */
  static void claim(Batch batch, Places places) throws SQLException {
    boolean alone = batch.file().suspects().possible() && alone(batch, places);
    if (batch.paused()) {
      return;
    }
    for (Pool pool : Pool.values()) {
      if (!alone || pool == Pool.PROGRAM) { // nothing that runs there ends this process
        fill(batch, pool, places.free(pool));
      }
    }
  }

  /** Clears a suspect whose time is over, also in a pause, and begins the next; false without. */
  private static boolean alone(Batch batch, Places places) throws SQLException {
    Suspects suspects = batch.file().suspects();
    Optional<JobRow> next = suspects.next(batch);
    if (next.isPresent() && !batch.paused() && places.free(Lane.of(next.get().lane()).pool()) > 0) {
      JobRow row = next.get();
      batch.file().heads().remove(row);
      suspects.begun(
          claim(batch, new ReadyJob(row.row(), row.place(), row.runAt())), batch.nanos());
    }
    return suspects.possible();
  }

  private static void fill(Batch batch, Pool pool, int places) throws SQLException {
    Lane lane = Lane.of(pool);
    ReadyHeads heads = batch.file().heads();
    for (int free = places; free > 0; free--) {
      int priority = heads.best(lane, batch.now());
      if (priority < 0) {
        return;
      }
      claim(batch, heads.poll(lane, priority));
    }
    int least = batch.options().yieldFrom();
    for (int p = heads.top(lane, JobRequest.HIGHEST + 1); p >= least; p = heads.top(lane, p)) {
      batch.urgent(new Urgent(pool, p, heads.seen(lane, p)));
    }
  }

  private static JobRow claim(Batch batch, ReadyJob ready) throws SQLException {
    Optional<Claimed> claimed = read(batch, ready);
    JobStatements sql = batch.sql();
    long boot = batch.file().boot();
    if (claimed.isEmpty() || sql.claim.set(batch.now()).set(boot).set(ready.row()).update() == 0) {
      throw new IllegalStateException("Job in row " + ready.row() + " is not pending");
    }
    JobRow row = claimed.get().row();
    batch.claimed(claimed.get());
    batch.moved(row.pending(row.place(), row.runAt()), row);
    return row;
  }

  private static Optional<Claimed> read(Batch batch, ReadyJob ready) throws SQLException {
    try (ResultSet rows = batch.sql().selectForClaim.set(ready.row()).query()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      JobRow row = Rows.read(rows);
      if (row.state() != JobState.PENDING) {
        LOGGER.log(
            System.Logger.Level.ERROR, "Pending job in row {0} is {1}", row.row(), row.state());
        return Optional.empty();
      }
      Bytes payload = Bytes.of(rows.getBytes(Rows.WIDTH + 1));
      Optional<Bytes> checkpoint =
          Optional.ofNullable(rows.getBytes(Rows.WIDTH + 2)).map(Bytes::of);
      return Optional.of(
          new Claimed(row.processing(batch.now()), payload, checkpoint, ready.since()));
    }
  }
}
