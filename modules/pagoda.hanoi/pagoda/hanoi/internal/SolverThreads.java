package pagoda.hanoi.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The platform threads that run what a {@link Scheduler} gives them. Thread-safe. */
public final class SolverThreads {
  private static final System.Logger LOGGER = System.getLogger("pagoda.hanoi");

  private final Scheduler scheduler;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Starts the threads. They are daemons: work that ignores its end does not keep the JVM alive.
   * Their priority is the lowest, so that where the JVM honours priorities ({@code
   * -XX:ThreadPriorityPolicy=1}) whatever answers callers runs before whatever computes.
   *
   * @param scheduler where they take their work from
   * @param count how many
   */
  @SuppressWarnings("ThreadPriorityCheck") // it is about latency only, nothing relies on it
  public SolverThreads(Scheduler scheduler, int count) {
    this.scheduler = scheduler;
    for (int i = 1; i <= count; i++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("pagoda-solver-" + i)
              .priority(Thread.MIN_PRIORITY)
              .start(this::work));
    }
  }

  private void work() {
    for (Work work = scheduler.take(); work != null; work = scheduler.take()) {
      if (scheduler.finish(work, run(work))) {
        tell(work);
      }
    }
  }

  private static Work.Outcome run(Work work) {
    try {
      return work.run();
    } catch (Throwable e) { // a thread of the pool outlives whatever its work does
      LOGGER.log(Level.ERROR, "a slice of " + work + " failed", e);
      return Work.Outcome.FAILED;
    }
  }

  private static void tell(Work work) {
    try {
      work.ended();
    } catch (Throwable e) {
      LOGGER.log(Level.ERROR, "the end of " + work + " could not be told", e);
    }
  }

  /**
   * Waits until all threads have ended, but for the calling one.
   *
   * @param nanos how long to wait
   * @return whether they have; if the calling thread is interrupted, it stays so and waits no more
   */
  public boolean join(long nanos) {
    long deadline = System.nanoTime() + nanos;
    for (Thread thread : threads) {
      if (!thread.equals(Thread.currentThread()) && !join(thread, deadline - System.nanoTime())) {
        return false;
      }
    }
    return true;
  }

  private static boolean join(Thread thread, long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
