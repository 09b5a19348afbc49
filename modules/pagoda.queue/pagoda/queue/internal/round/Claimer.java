package pagoda.queue.internal.round;

import java.sql.ResultSet;
import java.sql.SQLException;
import pagoda.queue.Bytes;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.job.Lane;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.ReadyJob;

/**
 * Gives free workers the most urgent jobs, and makes room for urgent ones. Confined to the writer.
 */
final class Claimer {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final Shared shared;
  private final RunLink link;

  Claimer(Shared shared, RunLink link) {
    this.shared = shared;
    this.link = link;
  }

  /** Claims only what starts now: one job for each free worker. */
  void claim(Batch batch) throws SQLException {
    if (!shared.live().started() || shared.live().draining() || batch.paused()) {
      return;
    }
    fill(batch, Lane.WAITS);
    if (shared.live().runs().nanosToUnblock(batch.nanos()) == Long.MAX_VALUE) {
      fill(batch, Lane.COMPUTES);
    }
  }

  private void fill(Batch batch, Lane lane) throws SQLException {
    for (int free = batch.free(lane); free > 0; free--) {
      int priority = shared.file().heads().best(lane, batch.now());
      if (priority < 0) {
        return;
      }
      claim(batch, shared.file().heads().poll(lane, priority));
    }
    makeRoom(lane);
  }

  private void claim(Batch batch, ReadyJob ready) throws SQLException {
    Run run = read(batch, ready.row());
    JobStatements sql = batch.sql();
    if (run == null
        || sql.claim.set(batch.now()).set(shared.file().boot()).set(ready.row()).update() == 0) {
      throw new IllegalStateException("Job in row " + ready.row() + " is not pending");
    }
    JobRow from = run.claimed();
    shared.live().meters().waitSeconds.observe(Math.max(0, batch.now() - ready.since()) / 1000.0);
    batch.claimed(run);
    batch.moved(from.pending(from.place(), from.runAt()), from);
  }

  private Run read(Batch batch, long id) throws SQLException {
    try (ResultSet rows = batch.sql().selectForClaim.set(id).query()) {
      if (!rows.next()) {
        return null;
      }
      JobRow row = JobRow.read(rows, shared.file().types());
      if (row.state() != JobState.PENDING) {
        LOGGER.log(System.Logger.Level.ERROR, "Pending job in row {0} is {1}", id, row.state());
        return null;
      }
      byte[] checkpoint = rows.getBytes(JobRow.WIDTH + 2);
      return new Run(
          row.processing(batch.now()),
          Bytes.of(rows.getBytes(JobRow.WIDTH + 1)),
          checkpoint == null ? null : Bytes.of(checkpoint),
          link);
    }
  }

  /**
   * Asks running jobs to yield, one for each urgent job that waits and that no earlier request will
   * make room for.
   */
  private void makeRoom(Lane lane) throws SQLException {
    int coming = -1; // counted only when an urgent job waits
    int least = shared.config().yieldFrom();
    int priority = shared.file().heads().top(lane, JobRequest.HIGHEST + 1);
    while (priority >= least) {
      int waiting = shared.file().heads().seen(lane, priority);
      coming = coming < 0 ? shared.live().runs().asked(lane) : coming;
      int served = Math.min(waiting, coming);
      coming -= served;
      for (int i = served; i < waiting; i++) {
        if (!shared.live().runs().askToYield(lane, priority)) {
          return;
        }
      }
      priority = shared.file().heads().top(lane, priority);
    }
  }
}
