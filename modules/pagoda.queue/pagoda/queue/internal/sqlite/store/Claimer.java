package pagoda.queue.internal.sqlite.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.Rows;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Offers;
import pagoda.queue.store.Outcome.Urgent;
import pagoda.queue.store.Places;

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
    fill(batch, new FreePlaces(batch.types(), places, alone));
  }

  /** Clears a suspect whose time is over, also in a pause, and begins the next; false without. */
  private static boolean alone(Batch batch, Places places) throws SQLException {
    Suspects suspects = batch.file().suspects();
    Optional<JobRow> next = suspects.next(batch);
    if (next.isPresent() && !batch.paused() && places.free(Lane.of(next.get().lane()).pool()) > 0) {
      JobRow row = next.get();
      batch.file().heads().remove(row);
      suspects.begun(
          claim(batch, new ReadyJob(row.row(), row.place(), row.runAt()), Optional.empty()),
          batch.nanos());
    }
    return suspects.possible();
  }

  /** Strict priority over all places together: the best job that any of them can take is next. */
  private static void fill(Batch batch, FreePlaces free) throws SQLException {
    ReadyHeads heads = batch.file().heads();
    int type = heads.bestType(batch.now(), free::any);
    while (type >= 0) {
      int priority = heads.best(type, batch.now());
      claim(batch, heads.poll(type, priority), free.take(type));
      type = heads.bestType(batch.now(), free::any);
    }
    waiting(batch, free);
  }

  /** Tells which urgent jobs wait for a place. */
  private static void waiting(Batch batch, FreePlaces free) throws SQLException {
    ReadyHeads heads = batch.file().heads();
    int least = batch.options().yieldFrom();
    List<Urgent> urgent = new ArrayList<>();
    BitSet types = heads.types();
    for (int type = types.nextSetBit(0); type >= 0; type = types.nextSetBit(type + 1)) {
      if (!free.contested(type)) {
        continue;
      }
      int p = heads.top(type, JobRequest.HIGHEST + 1);
      for (; p >= least; p = heads.top(type, p)) {
        urgent.add(new Urgent(type, p, heads.seen(type, p)));
      }
    }
    urgent.sort(Comparator.comparingInt(jobs -> -jobs.priority()));
    urgent.forEach(batch::urgent);
  }

  private static JobRow claim(Batch batch, ReadyJob ready, Optional<Offers.Offer> offer)
      throws SQLException {
    Optional<Claimed> claimed = read(batch, ready, offer);
    Optional<String> worker = offer.map(Offers.Offer::worker);
    if (claimed.isEmpty() || begin(batch, ready.row(), worker) == 0) {
      throw new IllegalStateException("Job in row " + ready.row() + " is not pending");
    }
    JobRow row = claimed.get().row();
    batch.claimed(claimed.get());
    batch.moved(row.pending(row.place(), row.runAt()), row);
    return row;
  }

  private static int begin(Batch batch, long row, Optional<String> worker) throws SQLException {
    Sql claim = batch.sql().claim.set(batch.now()).set(batch.file().boot());
    return claim.set(worker).set(row).update();
  }

  private static Optional<Claimed> read(Batch batch, ReadyJob ready, Optional<Offers.Offer> offer)
      throws SQLException {
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
      JobRow begun = row.processing(batch.now(), offer.map(Offers.Offer::worker));
      return Optional.of(Rows.claimed(rows, begun, ready.since(), offer));
    }
  }
}
