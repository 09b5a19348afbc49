package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.job.Lane;
import pagoda.queue.internal.job.StateCode;
import pagoda.queue.internal.metrics.CountsDelta;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.internal.sqlite.Store;

/**
 * One transaction of the writer and what it will change in memory once it is on disk. Confined to
 * the writer until {@link #committed}.
 *
 * <p>Memory changes only after the commit, with two exceptions that a rollback mends: places are
 * taken from the sequence and never given back, and {@link ReadyHeads} is a cache that is emptied.
 */
final class Batch {
  private final Shared shared;
  private final Store store;
  private final long now;
  private final long nanos;
  private final CountsDelta delta = new CountsDelta();
  private final long[] totals = new long[Total.COUNT];
  private final List<Run> claimed = new ArrayList<>();
  private final List<Run> ended = new ArrayList<>();
  private final List<Run> stopped = new ArrayList<>();
  private final List<JobRow> changed = new ArrayList<>();
  private final long[] oldest;
  private final BitSet oldestKnown;
  private long nextDue = Long.MAX_VALUE;
  private boolean dueChanged;
  private Boolean paused;
  private int changes;
  private long bytes;

  Batch(Shared shared, Store store) {
    this.shared = shared;
    this.store = store;
    this.now = shared.clocks().millis();
    this.nanos = shared.clocks().nanos();
    this.oldest = new long[pagoda.queue.JobRequest.HIGHEST + 1];
    this.oldestKnown = new BitSet(oldest.length);
  }

  Shared shared() {
    return shared;
  }

  JobStatements sql() {
    return store.sql();
  }

  /** The time of this transaction, in milliseconds since 1970. */
  long now() {
    return now;
  }

  /** The monotonic time at which this transaction began. */
  long nanos() {
    return nanos;
  }

  Job job(JobRow row) {
    return row.job(shared.file().ids());
  }

  /** Sets the last three parameters of a statement that only a running attempt may carry out. */
  Sql fence(Sql statement, Run run) throws SQLException {
    JobRow row = run.claimed();
    return statement.set(row.row()).set(row.attempt()).set(shared.file().boot());
  }

  /** Notes changes made, for the size of the commit. */
  void wrote(int rows, long size) {
    changes += rows;
    bytes += size;
  }

  /** Notes a job's new state for those who listen. */
  void changed(JobRow row) {
    changes++;
    // whoever begins to wait before the commit finds the job unfinished in the file and must hear
    // of it
    if (row.state().finished() || shared.live().feed().listening()) {
      changed.add(row);
    }
  }

  /** Moves a job from one state to another in the counters. */
  void moved(JobRow from, JobRow to) {
    delta.add(from.state(), from.lane(), from.priority(), -1);
    delta.add(to.state(), to.lane(), to.priority(), 1);
    delta.retrying += (to.retrying() ? 1 : 0) - (from.retrying() ? 1 : 0);
    if (to.state() == JobState.SCHEDULED) {
      nextDue = Math.min(nextDue, to.runAt());
    }
    changed(to);
  }

  /** Counts a new job. */
  void added(JobRow row) {
    delta.add(row.state(), row.lane(), row.priority(), 1);
    if (row.state() == JobState.SCHEDULED) {
      nextDue = Math.min(nextDue, row.runAt());
    }
    changed(row);
  }

  /** Counts finished jobs that are gone. */
  void removed(JobState state, int jobs) {
    delta.addFinished(state, -jobs);
    changes += jobs;
  }

  void count(Total total) {
    totals[total.slot()]++;
  }

  void count(Total total, long value) {
    totals[total.slot()] += value;
  }

  /** Waiting jobs, those of this transaction included. */
  long waiting() {
    return shared.file().counts().waiting() + delta.waiting();
  }

  void claimed(Run run) {
    claimed.add(run);
  }

  /** Notes that a handler has returned and its worker is free. */
  void ended(Run run) {
    ended.add(run);
  }

  /** Notes that a running attempt is over although its handler still runs. */
  void stopped(Run run) {
    stopped.add(run);
  }

  void paused(boolean value) {
    paused = value;
    changes++;
  }

  boolean paused() {
    return paused == null ? shared.file().paused() : paused;
  }

  /** Notes that due jobs were moved, so that the next due time is to be asked anew. */
  void dueMoved(long next) {
    dueChanged = true;
    nextDue = next == 0 ? Long.MAX_VALUE : next;
  }

  /** The workers of a lane that this transaction may still fill. */
  int free(Lane lane) {
    int free = shared.live().runs().free(lane);
    for (Run run : ended) {
      free += run.claimed().lane() == lane ? 1 : 0;
    }
    for (Run run : claimed) {
      free -= run.claimed().lane() == lane ? 1 : 0;
    }
    return free;
  }

  /** Writes the counters and reads what readers of memory will want to know. */
  void flush() throws SQLException {
    if (delta.countersChanged() || totals[Total.PRUNED.slot()] > 0) {
      sql()
          .counters
          .set(shared.file().sequence())
          .set(delta.states[StateCode.of(JobState.COMPLETED)])
          .set(delta.states[StateCode.of(JobState.FAILED)])
          .set(delta.states[StateCode.of(JobState.CANCELLED)])
          .set(delta.retrying)
          .update();
    }
    BitSet touched = shared.file().heads().touched();
    for (int p = touched.nextSetBit(0); p >= 0; p = touched.nextSetBit(p + 1)) {
      oldest[p] = shared.file().heads().oldest(p);
      oldestKnown.set(p);
    }
  }

  int changes() {
    return changes;
  }

  long bytes() {
    return bytes;
  }

  /** Carries the changes over into memory, right after the commit. */
  Committed committed(List<Command> commands) {
    shared.file().counts().apply(delta);
    shared.file().heads().touched().clear();
    for (int p = oldestKnown.nextSetBit(0); p >= 0; p = oldestKnown.nextSetBit(p + 1)) {
      shared.file().counts().oldest(p, oldest[p]);
    }
    for (Total total : Total.values()) {
      if (totals[total.slot()] != 0) {
        shared.live().meters().add(total, totals[total.slot()]);
      }
    }
    shared.file().due(dueChanged ? nextDue : Math.min(nextDue, shared.file().due()));
    shared.live().runs().stop(stopped, shared.clocks().nanos());
    shared.live().pace().took(claimed.size());
    shared.live().runs().remove(ended);
    shared.live().runs().add(claimed);
    if (paused != null) {
      shared.file().paused(paused);
    }
    return new Committed(commands, claimed, changed, paused);
  }
}
