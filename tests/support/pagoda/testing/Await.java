package pagoda.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a deadline in {@link MachineTime}, in place of a sleep. */
public final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Await() {}

  /**
   * Returns once {@code condition} holds; fails after 30 s of machine time, naming {@code what}.
   */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    until(what, DEADLINE, condition);
  }

  /** Returns once {@code condition} holds; fails after {@code deadline}, naming {@code what}. */
  public static void until(String what, Duration deadline, Callable<Boolean> condition)
      throws Exception {
    MachineTime time = new MachineTime();
    while (!condition.call()) {
      if (time.isPast(deadline)) {
        throw new AssertionError("not within " + deadline + ": " + what);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("while awaiting: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
