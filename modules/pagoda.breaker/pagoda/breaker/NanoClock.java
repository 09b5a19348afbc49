package pagoda.breaker;

import java.time.Duration;
import pagoda.breaker.internal.time.SystemNanoClock;

/**
 * A monotonic source of time, in nanoseconds from an arbitrary origin.
 *
 * <p>Only differences of two readings have a meaning, and they may wrap around, so compare {@code b
 * - a} with a length, never {@code a} with {@code b}. An implementation must be thread-safe and
 * must never run backwards on one thread. Tests inject a clock they move by hand.
 */
@FunctionalInterface
public interface NanoClock {
  /**
   * Reads the clock.
   *
   * @return nanoseconds since an arbitrary origin
   */
  long nanos();

  /**
   * Holds the calling thread for a while; {@link Retry} waits between attempts with it. By default
   * {@link Thread#sleep(Duration)}.
   *
   * @param time how long
   * @throws InterruptedException when the thread is interrupted before or while it waits
   */
  default void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  /**
   * The clock of the machine, {@link System#nanoTime()}.
   *
   * @return a shared, stateless clock
   */
  static NanoClock system() {
    return SystemNanoClock.INSTANCE;
  }
}
