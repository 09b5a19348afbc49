package pagoda.broker.internal.limit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** Runs short actions at given moments, on one thread of its own. Thread-safe. */
public final class Timer implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  /** Starts a timer whose thread does not keep the process alive. */
  public Timer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("pagoda-broker-timer").factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Runs an action at a moment, or soon after it; never once this timer is closed.
   *
   * @param nanoTime the moment, by {@link System#nanoTime}
   * @param action what to do; must not block
   * @return cancels the action
   */
  public Future<?> at(long nanoTime, Runnable action) {
    return executor.schedule(action, nanoTime - System.nanoTime(), NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
