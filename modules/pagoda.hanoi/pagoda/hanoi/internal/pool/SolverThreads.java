package pagoda.hanoi.internal.pool;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The platform threads that run what a {@link Scheduler} gives them. Thread-safe. */
public final class SolverThreads {
  private static final System.Logger LOGGER = System.getLogger("pagoda.hanoi");

  /**
   * How long a thread that computes keeps out of the kernel. A kernel with lazy preemption (Linux
   * from 6.13) lets a thread that wakes wait for the next tick of the one that computes, 4 ms at
   * 250 Hz, unless that enters the kernel before.
   */
  private static final long YIELD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Scheduler scheduler;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final AtomicInteger started = new AtomicInteger();

  /**
   * Starts the threads. They are daemons: work that ignores its end does not keep the JVM alive.
   * Their priority is the lowest, so that where the JVM honours priorities ({@code
   * -XX:ThreadPriorityPolicy=1}) whatever answers callers runs before whatever computes.
   *
   * @param scheduler where they take their work from
   * @param count how many
   */
  public SolverThreads(Scheduler scheduler, int count) {
    this.scheduler = scheduler;
    for (int i = 0; i < count; i++) {
      add();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // for the latency of others; nothing relies on it
  private void add() {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("pagoda-solver-" + started.incrementAndGet())
            .priority(Thread.MIN_PRIORITY)
            .unstarted(this::work);
    threads.add(thread);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      threads.remove(thread);
      throw e;
    }
  }

  /**
   * Starts a thread in the place of one that a work without slices holds; that one ends once its
   * work does.
   *
   * @return false when it holds none, as many were replaced as there are threads, or no thread can
   *     be had
   */
  public boolean replace(Thread held) {
    return scheduler.lose(held, this::another);
  }

  /** Where no thread can be had the caller must live on: it may be who writes everything. */
  private boolean another() {
    try {
      add();
      return true;
    } catch (OutOfMemoryError e) {
      LOGGER.log(Level.WARNING, "no thread can be had in the place of one that is held", e);
      return false;
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // as above
  private void work() {
    long yielded = System.nanoTime();
    for (Work work = scheduler.take(); work != null; work = scheduler.take()) {
      if (scheduler.finish(work, run(work))) {
        tell(work);
      }
      if (work.replaced) {
        threads.remove(Thread.currentThread());
        return;
      }
      long now = System.nanoTime();
      if (now - yielded > YIELD_NANOS) {
        yielded = now;
        Thread.yield();
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
