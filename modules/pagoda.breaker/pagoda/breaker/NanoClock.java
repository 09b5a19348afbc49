package pagoda.breaker;

import java.time.Duration;
import pagoda.breaker.internal.time.Alarms;
import pagoda.breaker.internal.time.SystemNanoClock;

/**
 * A monotonic source of time, in nanoseconds from an arbitrary origin.
 *
 * <p>Only differences of two readings have a meaning, and they may wrap around, so compare {@code b
 * - a} with a length, never {@code a} with {@code b}. An implementation must be thread-safe and
 * must never run backwards on one thread. Tests inject a clock they move by hand.
 *
 * @since 0.1.0
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
   * Runs something once, after a while, without holding a thread until then; asynchronous calls
   * wait with it. By default a timer that all share runs it, so it must be quick.
   *
   * @param time how long to wait
   * @param work what to run, on any thread
   * @return calls it off, if it has not begun
   */
  default Runnable after(Duration time, Runnable work) {
    return Alarms.SHARED.set(work, time.toNanos());
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
