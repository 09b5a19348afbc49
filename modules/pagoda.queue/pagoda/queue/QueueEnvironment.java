package pagoda.queue;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a queue takes from outside, so that tests can steer it. Immutable; its parts must be
 * thread-safe.
 *
 * @param compute runs handlers that compute; one that refuses gets the job offered again later
 * @param clock tells the time of day: of creation, of schedules, of retention
 * @param nanoTime tells elapsed time: of limits and latencies
 * @param random spreads retries
 */
public record QueueEnvironment(
    Executor compute, InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {
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
