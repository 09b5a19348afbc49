package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.BitSet;
import pagoda.queue.JobRequest;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.store.JobRow;

/**
 * The most urgent pending jobs of each lane, so that a claim does not search the file. Confined to
 * the writer.
 *
 * <p>Memory is bounded by {@link ReadyWindow#CAPACITY} entries of 24 bytes a lane and priority in
 * use, however many jobs the file holds.
 *
 * <p>With ageing, a job that has waited k steps counts as k priorities higher, up to the highest;
 * the earlier place wins a tie. Within one priority the first in place has waited longest or is to
 * go first anyway, so only the first of each window competes.
 */
final class ReadyHeads {
  private static final int LANES = Lane.COUNT;
  private static final int PRIORITIES = JobRequest.HIGHEST + 1;

  /** Reads the first pending jobs of a lane and priority into a window. */
  @FunctionalInterface
  interface Refill {
    void into(ReadyWindow window, Lane lane, int priority) throws SQLException;
  }

  private final ReadyWindow[][] windows = new ReadyWindow[LANES][PRIORITIES];
  private final BitSet[] occupied =
      new BitSet[LANES]; // a superset: an empty one is dropped on sight
  private final BitSet touched = new BitSet(PRIORITIES);
  private final Refill refill;
  private final long ageingMillis;

  ReadyHeads(Refill refill, long ageingMillis) {
    this.refill = refill;
    this.ageingMillis = ageingMillis;
    for (int lane = 0; lane < LANES; lane++) {
      occupied[lane] = new BitSet(PRIORITIES);
    }
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

  /** Marks a lane and priority as having jobs in the file that memory knows nothing of. */
  void unknown(Lane lane, int priority) {
    window(lane, priority).invalidate();
  }

  /** Forgets everything after a rollback: the file tells. */
  void invalidate() {
    for (int lane = 0; lane < LANES; lane++) {
      for (int priority = 0; priority < PRIORITIES; priority++) {
        if (windows[lane][priority] != null) {
          unknown(Lane.of(lane), priority);
        }
      }
    }
  }

  /** The priority to claim from next, or −1 when nothing is pending in the lane. */
  int best(Lane lane, long now) throws SQLException {
    int best = -1;
    int bestAged = -1;
    for (int p = top(lane, PRIORITIES); p >= 0; p = top(lane, p)) {
      if (ageingMillis == 0) {
        return p;
      }
      ReadyWindow window = windows[lane.code()][p];
      int aged = aged(p, now - window.firstSince());
      if (aged > bestAged || (aged == bestAged && earlier(window, lane, best))) {
        best = p;
        bestAged = aged;
      }
    }
    return best;
  }

  private boolean earlier(ReadyWindow window, Lane lane, int than) {
    return window.firstPlace() < windows[lane.code()][than].firstPlace();
  }

  private int aged(int priority, long waited) {
    return (int) Math.min(JobRequest.HIGHEST, priority + Math.max(0, waited) / ageingMillis);
  }

  /** Takes the first job of a priority that {@link #best} or {@link #top} has named. */
  ReadyJob poll(Lane lane, int priority) {
    ReadyWindow window = window(lane, priority);
    ReadyJob job = window.first();
    window.removeFirst();
    return job;
  }

  /** The highest priority below a bound that has a pending job, or −1. */
  int top(Lane lane, int below) throws SQLException {
    BitSet set = occupied[lane.code()];
    int priority = below;
    while ((priority = set.previousSetBit(priority - 1)) >= 0) {
      if (filled(lane, priority)) {
        return priority;
      }
      set.clear(priority);
    }
    return -1;
  }

  /** How many jobs the window of a priority holds; the file may hold more. */
  int seen(Lane lane, int priority) {
    return window(lane, priority).size();
  }

  /** Since when the first job of a priority has been ready, or −1 when none is pending. */
  long oldest(int priority) throws SQLException {
    long oldest = -1;
    for (int lane = 0; lane < LANES; lane++) {
      if (occupied[lane].get(priority) && filled(Lane.of(lane), priority)) {
        long since = windows[lane][priority].firstSince();
        oldest = oldest < 0 ? since : Math.min(oldest, since);
      }
    }
    return oldest;
  }

  /** The priorities whose jobs changed since the caller last cleared the set. */
  BitSet touched() {
    return touched;
  }

  private boolean filled(Lane lane, int priority) throws SQLException {
    ReadyWindow window = windows[lane.code()][priority];
    if (window.size() == 0 && !window.complete()) {
      refill.into(window, lane, priority);
    }
    return window.size() > 0;
  }

  private ReadyWindow window(JobRow job) {
    return window(Lane.of(job.lane()), job.priority());
  }

  private ReadyWindow window(Lane lane, int priority) {
    ReadyWindow[] row = windows[lane.code()];
    if (row[priority] == null) {
      row[priority] = new ReadyWindow(true);
    }
    touched.set(priority);
    occupied[lane.code()].set(priority);
    return row[priority];
  }
}
