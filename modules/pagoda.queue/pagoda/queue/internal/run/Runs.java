package pagoda.queue.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import pagoda.queue.QueueOptions;
import pagoda.queue.StopReason;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Pool;

/**
 * The attempts under way. Confined to the writer, but for the two numbers that snapshots read.
 *
 * <p>An attempt holds its worker until its handler returns, even when the queue has given up on it.
 */
public final class Runs {
  private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final int[] free = new int[Pool.COUNT];
  private final Map<Long, Run> current = new HashMap<>();
  private final Set<Run> all = new HashSet<>();
  private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>();
  private final StuckRuns stuck;
  private final long graceNanos;
  private boolean blocked;
  private long blockedUntil;
  private volatile int running;

  /** A time by which an attempt must have ended. */
  private record Deadline(long nanos, Run run) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      return Long.signum(nanos - other.nanos); // nanoTime may overflow, differences may not
    }
  }

  public Runs(QueueOptions options) {
    free[Pool.WAIT.index()] = options.workers();
    free[Pool.COMPUTE.index()] = options.computeWorkers();
    free[Pool.PROGRAM.index()] = options.programWorkers();
    stuck = new StuckRuns(free);
    graceNanos = options.stopGrace().toNanos();
  }

  /** Leaves the executor alone for a moment, since it refused a job. */
  public void executorRefused(long nanos) {
    blocked = true;
    blockedUntil = nanos + REFUSED_NANOS;
  }

  /** The time until the executor may be offered jobs again; the longest time if it may now. */
  public long nanosToUnblock(long nanos) {
    blocked &= blockedUntil - nanos > 0;
    return blocked ? blockedUntil - nanos : Long.MAX_VALUE;
  }

  public int free(Pool pool) {
    return free[pool.index()];
  }

  public int running() {
    return running;
  }

  /** Those that the queue has given up on and whose handlers run on. */
  public StuckRuns stuck() {
    return stuck;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Tells whether a job in state processing belongs to an attempt that has not returned. */
  public boolean owns(JobRow row) {
    return all.stream()
        .map(Run::claimed)
        .anyMatch(c -> c.row() == row.row() && c.claims() == row.claims());
  }

  public List<Run> all() {
    return List.copyOf(all);
  }

  public void add(List<Run> runs) {
    for (Run run : runs) {
      all.add(run);
      current.put(run.claimed().row(), run);
      free[run.type().pool().index()]--;
      deadlines.add(new Deadline(run.startedNanos() + run.limitNanos(), run));
    }
    running = all.size();
  }

  /** Forgets an attempt whose handler has returned. */
  public void remove(Run run) {
    if (all.remove(run)) {
      current.remove(run.claimed().row(), run);
      free[run.type().pool().index()] += stuck.remove(run) ? 0 : 1;
    }
    running = all.size();
    if (deadlines.size() > 4 * all.size() + 64) {
      deadlines.removeIf(d -> !all.contains(d.run()));
    }
  }

  /** Tells the attempt of a cancelled job to stop; it no longer runs its job. */
  public void cancel(long row, long nanos) {
    Run run = current.remove(row);
    if (run != null) {
      run.stop(StopReason.CANCEL);
      deadlines.add(new Deadline(nanos + graceNanos, run));
    }
  }

  /**
   * Tells attempts whose time is up to stop, and returns those that did not within the grace time
   * and still run their job.
   */
  public List<Run> expire(long nanos) {
    List<Run> abandoned = new ArrayList<>();
    for (Deadline next = deadlines.peek();
        next != null && next.nanos() - nanos <= 0;
        next = deadlines.peek()) {
      deadlines.poll();
      Run run = next.run();
      if (!all.contains(run)) {
        continue;
      }
      if (!run.cancelled()) {
        run.stop(StopReason.TIMEOUT);
        deadlines.add(new Deadline(nanos + graceNanos, run));
      } else if (!stuck.contains(run)) {
        free[run.type().pool().index()] += stuck.add(run) ? 1 : 0;
        if (current.remove(run.claimed().row(), run)) {
          abandoned.add(run);
        }
      }
    }
    return abandoned;
  }

  /** The time until the next deadline, or the longest time there is. */
  public long nanosToDeadline(long nanos) {
    Deadline next = deadlines.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.nanos() - nanos);
  }
}
