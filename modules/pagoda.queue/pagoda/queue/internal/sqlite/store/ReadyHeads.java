package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import pagoda.queue.JobRequest;
import pagoda.queue.store.JobRow;

/**
 * The most urgent pending jobs of each type, so that a claim does not search the file. Confined to
 * the writer.
 *
 * <p>Memory is bounded by {@link ReadyWindow#CAPACITY} entries of 24 bytes a type and priority in
 * use, however many jobs the file holds.
 *
 * <p>With ageing, a job that has waited k steps counts as k priorities higher, up to the highest;
 * the earlier place wins a tie. Within one priority the first in place has waited longest or is to
 * go first anyway, so only the first of each window competes.
 */
final class ReadyHeads {
  private static final int PRIORITIES = JobRequest.HIGHEST + 1;

  /** Reads the first pending jobs of a type and priority into a window. */
  @FunctionalInterface
  interface Refill {
    void into(ReadyWindow window, int type, int priority) throws SQLException;
  }

  /** The windows of one type, and which of them have jobs. */
  private static final class Heads {
    final ReadyWindow[] windows = new ReadyWindow[PRIORITIES];
    final BitSet occupied = new BitSet(PRIORITIES); // a superset: an empty one is dropped on sight
  }

  private final BitSet touched = new BitSet(PRIORITIES);
  private final BitSet types = new BitSet(); // a superset too
  private final Refill refill;
  private final long ageingMillis;
  private Heads[] heads = new Heads[8];

  ReadyHeads(Refill refill, long ageingMillis) {
    this.refill = refill;
    this.ageingMillis = ageingMillis;
  }

  /** Adds a job with the highest place so far. */
  void append(JobRow job) {
    window(job).append(job.row(), job.place(), job.runAt());
  }

  /** Adds a job that goes back to its place. */
  void insert(JobRow job) {
    window(job).insert(job.row(), job.place(), job.runAt());
  }

  /** Removes a job that is no longer pending. */
  void remove(JobRow job) {
    window(job).remove(job.place());
  }

  /** Marks a type and priority as having jobs in the file that memory knows nothing of. */
  void unknown(int type, int priority) {
    window(type, priority).invalidate();
  }

  /** Forgets everything after a rollback: the file tells. */
  void invalidate() {
    for (int type = 0; type < heads.length; type++) {
      for (int priority = 0; heads[type] != null && priority < PRIORITIES; priority++) {
        if (heads[type].windows[priority] != null) {
          unknown(type, priority);
        }
      }
    }
  }

  /** The type to claim of next, among some, or −1 when none of them has a pending job. */
  int bestType(long now, IntPredicate open) throws SQLException {
    int best = -1;
    int bestAged = -1;
    long bestPlace = 0;
    for (int type = types.nextSetBit(0); type >= 0; type = types.nextSetBit(type + 1)) {
      if (!open.test(type)) {
        continue;
      }
      int priority = best(type, now);
      if (priority < 0) {
        types.clear(type);
        continue;
      }
      ReadyWindow window = heads[type].windows[priority];
      int aged = aged(priority, now - window.firstSince());
      if (aged > bestAged || (aged == bestAged && window.firstPlace() < bestPlace)) {
        best = type;
        bestAged = aged;
        bestPlace = window.firstPlace();
      }
    }
    return best;
  }

  /** The priority to claim from next, or −1 when nothing of a type is pending. */
  int best(int type, long now) throws SQLException {
    int best = -1;
    int bestAged = -1;
    for (int p = top(type, PRIORITIES); p >= 0; p = top(type, p)) {
      if (ageingMillis == 0) {
        return p;
      }
      ReadyWindow window = heads[type].windows[p];
      int aged = aged(p, now - window.firstSince());
      if (aged > bestAged || (aged == bestAged && earlier(window, type, best))) {
        best = p;
        bestAged = aged;
      }
    }
    return best;
  }

  private boolean earlier(ReadyWindow window, int type, int than) {
    return window.firstPlace() < heads[type].windows[than].firstPlace();
  }

  private int aged(int priority, long waited) {
    return ageingMillis == 0
        ? priority
        : (int) Math.min(JobRequest.HIGHEST, priority + Math.max(0, waited) / ageingMillis);
  }

  /** Takes the first job of a priority that {@link #best} or {@link #top} has named. */
  ReadyJob poll(int type, int priority) {
    ReadyWindow window = window(type, priority);
    ReadyJob job = window.first();
    window.removeFirst();
    return job;
  }

  /** The types that may have pending jobs. */
  BitSet types() {
    return types;
  }

  /** The highest priority below a bound that has a pending job, or −1. */
  int top(int type, int below) throws SQLException {
    if (type >= heads.length || heads[type] == null) {
      return -1;
    }
    BitSet set = heads[type].occupied;
    int priority = below;
    while ((priority = set.previousSetBit(priority - 1)) >= 0) {
      if (filled(type, priority)) {
        return priority;
      }
      set.clear(priority);
    }
    return -1;
  }

  /** How many jobs the window of a priority holds; the file may hold more. */
  int seen(int type, int priority) {
    return window(type, priority).size();
  }

  /** Since when the first job of a priority has been ready, or −1 when none is pending. */
  long oldest(int priority) throws SQLException {
    long oldest = -1;
    for (int type = types.nextSetBit(0); type >= 0; type = types.nextSetBit(type + 1)) {
      if (heads[type].occupied.get(priority) && filled(type, priority)) {
        long since = heads[type].windows[priority].firstSince();
        oldest = oldest < 0 ? since : Math.min(oldest, since);
      }
    }
    return oldest;
  }

  /** The priorities whose jobs changed since the caller last cleared the set. */
  BitSet touched() {
    return touched;
  }

  private boolean filled(int type, int priority) throws SQLException {
    ReadyWindow window = heads[type].windows[priority];
    if (window.size() == 0 && !window.complete()) {
      refill.into(window, type, priority);
    }
    return window.size() > 0;
  }

  private ReadyWindow window(JobRow job) {
    return window(job.type(), job.priority());
  }

  private ReadyWindow window(int type, int priority) {
    if (type >= heads.length) {
      heads = Arrays.copyOf(heads, Math.max(type + 1, 2 * heads.length));
    }
    if (heads[type] == null) {
      heads[type] = new Heads();
    }
    Heads of = heads[type];
    if (of.windows[priority] == null) {
      of.windows[priority] = new ReadyWindow(true);
    }
    touched.set(priority);
    types.set(type);
    of.occupied.set(priority);
    return of.windows[priority];
  }
}
