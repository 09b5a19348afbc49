package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueOptions;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.Sql;
import pagoda.queue.internal.sqlite.StateCode;
import pagoda.queue.internal.sqlite.TypeTable;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Outcome;
import pagoda.queue.store.Outcome.Urgent;

/**
 * One transaction and what it will change in memory once it is on disk. Confined to the writer.
 *
 * <p>Memory changes only after the commit, with two exceptions that a rollback mends: places are
 * taken from the sequence and never given back, and {@link ReadyHeads} is a cache that is emptied.
 */
final class Batch {
  private final QueueOptions options;
  private final FileState file;
  private final JobStatements sql;
  private final long now;
  private final long nanos;
  private final CountsDelta delta = new CountsDelta();
  private final List<Claimed> claimed = new ArrayList<>();
  private final List<JobRow> changed = new ArrayList<>();
  private final List<Urgent> urgent = new ArrayList<>();
  private final List<Long> removed = new ArrayList<>();
  private final long[] oldest = new long[JobRequest.HIGHEST + 1];
  private final BitSet oldestKnown = new BitSet(oldest.length);
  private final Map<String, Integer> named = new HashMap<>();
  private long nextDue = Long.MAX_VALUE;
  private boolean dueChanged;
  private boolean paused;
  private TypeTable types;
  private int changes;
  private int pruned;
  private long bytes;

  Batch(QueueOptions options, FileState file, JobStatements sql, long now, long nanos) {
    this.options = options;
    this.file = file;
    this.sql = sql;
    this.now = now;
    this.nanos = nanos;
    this.paused = file.paused();
    this.types = file.types();
  }

  QueueOptions options() {
    return options;
  }

  FileState file() {
    return file;
  }

  JobStatements sql() {
    return sql;
  }

  /** The time of this transaction, in milliseconds since 1970. */
  long now() {
    return now;
  }

  /** The monotonic time at which this transaction began. */
  long nanos() {
    return nanos;
  }

  /** Sets the last three parameters of a statement that only the claim under way may carry out. */
  Sql fence(Sql statement, JobRow claimed) throws SQLException {
    return statement.set(claimed.row()).set(claimed.claims()).set(file.boot());
  }

  /** When a job is removed that ends now, if its type has a retention of its own; else 0. */
  long expiry(JobRow row) {
    return types.retention(row.type()).map(kept -> now + kept.toMillis()).orElse(0L);
  }

  /** Notes changes made, for the size of the commit. */
  void wrote(int rows, long size) {
    changes += rows;
    bytes += size;
  }

  /** Notes a job's new state for those who listen. */
  void changed(JobRow row) {
    changes++;
    changed.add(row);
  }

  /** Moves a job from one state to another in the counters. */
  void moved(JobRow from, JobRow to) {
    delta.add(from.state(), Lane.of(from.lane()), from.priority(), -1);
    delta.add(to.state(), Lane.of(to.lane()), to.priority(), 1);
    delta.retrying += (to.retrying() ? 1 : 0) - (from.retrying() ? 1 : 0);
    if (to.state() == JobState.SCHEDULED) {
      nextDue = Math.min(nextDue, to.runAt());
    }
    changed(to);
  }

  /** Counts a new job. */
  void added(JobRow row) {
    delta.add(row.state(), Lane.of(row.lane()), row.priority(), 1);
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

  void removed(long row) {
    removed.add(row);
  }

  void pruned(int jobs) {
    pruned += jobs;
  }

  /** Waiting jobs, those of this transaction included. */
  long waiting() {
    return file.counts().waiting() + delta.waiting();
  }

  void claimed(Claimed job) {
    claimed.add(job);
  }

  void urgent(Urgent waiting) {
    urgent.add(waiting);
  }

  void paused(boolean value) {
    paused = value;
    changes++;
  }

  /** The types as they are served from this transaction on. */
  TypeTable types() {
    return types;
  }

  void types(TypeTable changed) {
    types = changed;
    changes++;
  }

  /** Notes that pending jobs of one type wait in another lane now, as the file says already. */
  void changedLane(Lane from, Lane to, int priority, long jobs) {
    delta.add(JobState.PENDING, from, priority, -jobs);
    delta.add(JobState.PENDING, to, priority, jobs);
  }

  boolean paused() {
    return paused;
  }

  /** Notes a type that exists from now on. */
  void named(String type, int id) {
    named.put(type, id);
    changes++;
  }

  /** Notes that due jobs were moved, so that the next due time is to be asked anew. */
  void dueMoved(long next) {
    dueChanged = true;
    nextDue = next == 0 ? Long.MAX_VALUE : next;
  }

  /** Writes the counters and reads what readers of memory will want to know. */
  void flush() throws SQLException {
    if (delta.countersChanged() || pruned > 0) {
      sql.counters
          .set(file.sequence())
          .set(delta.states[StateCode.of(JobState.COMPLETED)])
          .set(delta.states[StateCode.of(JobState.FAILED)])
          .set(delta.states[StateCode.of(JobState.CANCELLED)])
          .set(delta.retrying)
          .update();
    }
    BitSet touched = file.heads().touched();
    for (int p = touched.nextSetBit(0); p >= 0; p = touched.nextSetBit(p + 1)) {
      oldest[p] = file.heads().oldest(p);
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
  Outcome committed(List<Object> answers) {
    file.counts().apply(delta);
    file.heads().touched().clear();
    for (int p = oldestKnown.nextSetBit(0); p >= 0; p = oldestKnown.nextSetBit(p + 1)) {
      file.counts().oldest(p, oldest[p]);
    }
    file.due(dueChanged ? nextDue : Math.min(nextDue, file.due()));
    file.paused(paused);
    file.types(types);
    named.forEach(types::named);
    return new Outcome(answers, claimed, changed, urgent, changes, pruned, removed, now);
  }
}
