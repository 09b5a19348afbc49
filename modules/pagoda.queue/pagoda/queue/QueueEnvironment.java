package pagoda.queue;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a queue takes from outside, so that tests can steer it. Immutable; its parts must be
 * thread-safe.
 *
 * @param compute runs handlers that compute; one that refuses a job is offered it again later, and
 *     one that runs it in the calling thread is given a thread for it
 * @param clock tells the time of day: of creation, of schedules, of retention
 * @param nanoTime tells elapsed time: of limits and latencies
 * @param random spreads retries
 */
public record QueueEnvironment(
    Executor compute, InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {
  /**
   * The system's clocks, and a new thread for each computing job; their number is bounded by {@link
   * QueueOptions#computeWorkers}. Their priority is the lowest, so that where the JVM honours
   * priorities ({@code -XX:ThreadPriorityPolicy=1}) they do not keep the queue's own from running.
   *
   * @return the environment
   */
  @SuppressWarnings("ThreadPriorityCheck") // it is about latency only, nothing relies on it
  public static QueueEnvironment system() {
    return system(task ->
        Thread.ofPlatform().daemon().name("pagoda-job").priority(Thread.MIN_PRIORITY).start(task));
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
