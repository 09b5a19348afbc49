package pagoda.queue.internal.job;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import pagoda.queue.QueueEnvironment;

/**
 * The clocks and the chance of a queue. Immutable and thread-safe.
 *
 * @param clock the time of day
 * @param ticker the time that has passed
 * @param random spreads retries
 */
public record Clocks(InstantSource clock, LongSupplier ticker, RandomGenerator random) {
  public static Clocks of(QueueEnvironment environment) {
    return new Clocks(environment.clock(), environment.nanoTime(), environment.random());
  }

  /** The time of day in milliseconds since 1970. */
  public long millis() {
    return clock.millis();
  }

  /** The monotonic time in nanoseconds. */
  public long nanos() {
    return ticker.getAsLong();
  }
}
