package pagoda.queue;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a queue takes from outside, so that tests can steer it. Immutable; its parts must be
 * thread-safe.
 *
 * @param compute runs handlers that compute, best a {@link ComputePool}; one that refuses a job is
 *     offered it again later, and one that runs it in the calling thread is given a thread for it
 * @param clock tells the time of day: of creation, of schedules, of retention
 * @param nanoTime tells elapsed time: of limits and latencies
 * @param random spreads retries
 */
public record QueueEnvironment(
    Executor compute, InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {
  /** Runs handlers that compute on threads of its own, and can do without one of them. */
  public interface ComputePool extends Executor {
    /**
     * Puts another thread in the place of one that a handler holds for good: it was told to stop,
     * and did not.
     *
     * @param held the thread
     * @return false when there is no other
     */
    boolean replace(Thread held);
  }

  /** A new thread for each job; there is always another. */
  private static final class ThreadEach implements ComputePool {
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // it is about latency only, nothing relies on it
    public void execute(Runnable task) {
      Thread.ofPlatform().daemon().name("pagoda-job").priority(Thread.MIN_PRIORITY).start(task);
    }

    @Override
    public boolean replace(Thread held) {
      return true;
    }
  }

  /**
   * The system's clocks, and a new thread for each computing job; their number is bounded by {@link
   * QueueOptions#computeWorkers}. Their priority is the lowest, so that where the JVM honours
   * priorities ({@code -XX:ThreadPriorityPolicy=1}) they do not keep the queue's own from running.
   *
   * @return the environment
   */
  public static QueueEnvironment system() {
    return system(new ThreadEach());
  }

  /**
   * The system's clocks.
   *
   * @param compute runs handlers that compute
   * @return the environment
   */
  public static QueueEnvironment system(Executor compute) {
    return new QueueEnvironment(
        compute, InstantSource.system(), System::nanoTime, RandomGenerator.of("L64X128MixRandom"));
  }
}
