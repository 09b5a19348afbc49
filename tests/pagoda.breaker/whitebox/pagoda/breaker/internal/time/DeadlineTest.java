package pagoda.breaker.internal.time;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handshake of an alarm with the call it may interrupt, in every order (T27, T28, T29). */
class DeadlineTest {
  private final Deadline deadline = new Deadline();

  @AfterEach
  void leaveNoFlag() {
    Thread.interrupted();
  }

  private static boolean flag() {
    return Thread.currentThread().isInterrupted();
  }

  @Test
  void t27AlarmAfterTheEndDoesNothing() {
    assertTrue(deadline.isRunning());
    assertFalse(deadline.hasPassed(null));
    deadline.run();
    assertFalse(flag());
    assertFalse(deadline.isRunning());
  }

  @Test
  void t27UnusedInterruptIsTakenBack() {
    deadline.run();
    assertTrue(flag(), "the task would see it");
    assertTrue(deadline.hasPassed(null));
    assertFalse(flag());
  }

  @Test
  void t27UsedInterruptLeavesNothing() {
    deadline.run();
    assertTrue(Thread.interrupted(), "the task blocks and is thrown out");
    assertTrue(deadline.hasPassed(new InterruptedException()));
    assertFalse(flag());
  }

  @Test
  void t27InterruptInsideAWrapperIsTakenBack() {
    deadline.run();
    assertTrue(
        deadline.hasPassed(new IllegalStateException(new InterruptedException())),
        "a task that catches the interrupt, sets the flag again and wraps it");
    assertFalse(flag());
  }

  @Test
  void t28OutsideInterruptBeforeTheAlarmStays() {
    Thread.currentThread().interrupt();
    deadline.run();
    assertTrue(deadline.hasPassed(null));
    assertTrue(flag());
  }

  @Test
  void t28OutsideInterruptThatTheTaskTookIsGivenBack() {
    Thread.currentThread().interrupt();
    deadline.run();
    assertTrue(Thread.interrupted(), "the task blocks and is thrown out");
    assertTrue(deadline.hasPassed(new InterruptedException()));
    assertTrue(flag(), "it was not the alarm's");
  }

  @Test
  void t28OutsideInterruptAfterTheTaskTookTheAlarmsStays() {
    deadline.run();
    assertTrue(Thread.interrupted(), "the task blocks and is thrown out");
    Thread.currentThread().interrupt();
    assertTrue(deadline.hasPassed(new InterruptedException()));
    assertTrue(flag());
  }

  @Test
  void t28AlarmWhileTheTaskUnwindsFromAnOutsideInterrupt() {
    Thread.currentThread().interrupt();
    assertTrue(Thread.interrupted(), "the task blocks and is thrown out");
    deadline.run();
    assertTrue(deadline.hasPassed(new InterruptedException()));
    assertTrue(flag(), "one of the two was from outside");
  }

  @Test
  void t29AlarmBeforeTheTaskBegins() {
    deadline.run();
    assertFalse(deadline.isRunning(), "the task must not begin");
    assertTrue(deadline.hasPassed(null));
    assertFalse(flag());
  }

  @Test
  void alarmTwice() {
    deadline.run();
    assertTrue(deadline.hasPassed(null));
    deadline.run();
    assertFalse(flag());
  }

  /** Both at once, many times: no flag is ever left, and the interrupt never comes late. */
  @Test
  void t27EndRacingTheAlarm() throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Deadline[] deadlines = new Deadline[20_000];
    Arrays.setAll(deadlines, i -> new Deadline());
    Thread alarm =
        Thread.ofPlatform()
            .start(() -> {
              for (Deadline each : deadlines) {
                meet(barrier);
                each.run();
              }
            });
    for (Deadline each : deadlines) {
      meet(barrier);
      each.hasPassed(null);
      assertFalse(Thread.interrupted());
    }
    alarm.join();
    assertFalse(flag());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
