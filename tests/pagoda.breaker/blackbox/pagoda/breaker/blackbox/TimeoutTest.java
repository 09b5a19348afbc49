package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.breaker.Task;
import pagoda.breaker.Timeout;
import pagoda.breaker.TimeoutExceededException;

/** Timeouts on the caller's own thread, with real time (T27 to T29). */
class TimeoutTest {
  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(5));
  private static final Timeout LONG = Timeout.of(Duration.ofMinutes(5));

  /** Runs on a platform or a virtual thread, and throws what was thrown there. */
  private static <T> T on(boolean virtual, Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
    thread.join();
    return task.get();
  }

  /** A call that began and was too late; on a busy machine a limit may pass before the task. */
  private static TimeoutExceededException late(Timeout timeout, Task<?, ? extends Exception> task) {
    AtomicBoolean began = new AtomicBoolean();
    for (; ; ) {
      TimeoutExceededException late =
          assertThrows(
              TimeoutExceededException.class,
              () ->
                  timeout.call(() -> {
                    began.set(true);
                    return task.call();
                  }));
      if (began.get()) {
        return late;
      }
    }
  }

  private static Object spinUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
    return "a result nobody waits for";
  }

  private static Object hang() throws InterruptedException {
    new CountDownLatch(1).await();
    return null;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interruptsACallThatTakesTooLong(boolean virtual) throws Exception {
    on(
        virtual,
        () -> {
          TimeoutExceededException late = late(SHORT, TimeoutTest::hang);
          assertEquals(SHORT.limit(), late.limit());
          assertEquals("the call took longer than 5 ms", late.getMessage());
          InterruptedException stuck =
              assertInstanceOf(InterruptedException.class, late.getCause());
          assertTrue(
              Arrays.stream(stuck.getStackTrace())
                  .anyMatch(frame -> frame.getMethodName().equals("hang")),
              "the cause shows where the task was stuck");
          assertFalse(Thread.currentThread().isInterrupted());
          return null;
        });
  }

  @Test
  void runsOnTheCallersThread() {
    assertSame(Thread.currentThread(), LONG.call(Thread::currentThread));
  }

  @Test
  void passesResultsAndExceptionsThrough() {
    assertEquals(7, LONG.<Integer, RuntimeException>call(() -> 7));
    assertThrows(BrokenException.class, () -> LONG.call(BrokenException::raise));
    assertThrows(
        AssertionError.class,
        () ->
            LONG.call(() -> {
              throw new AssertionError();
            }));
  }

  /** T27: calls that end close to their limit never leave an interrupt behind. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void t27NoInterruptLeaksIntoWhatFollows(boolean virtual) throws Exception {
    Timeout tight = Timeout.of(Duration.ofNanos(50_000));
    on(
        virtual,
        () -> {
          int late = 0;
          for (int i = 0; i < 3_000; i++) {
            try {
              tight.call(() -> {
                LockSupport.parkNanos(40_000);
                return null;
              });
            } catch (TimeoutExceededException e) {
              late++;
            }
            assertFalse(Thread.currentThread().isInterrupted(), "after " + i + " calls");
          }
          assertTrue(late > 0, "some were late, or the test shows nothing");
          return null;
        });
  }

  /** T28: an interrupt from outside reaches the caller as an interrupt, not as a timeout. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void t28OutsideInterruptIsNotEaten(boolean virtual) throws Exception {
    on(
        virtual,
        () -> {
          Thread self = Thread.currentThread();
          assertThrows(
              InterruptedException.class,
              () ->
                  LONG.call(() -> {
                    self.interrupt();
                    return hang();
                  }));
          assertFalse(self.isInterrupted(), "the exception carries it");
          LONG.call(() -> {
            self.interrupt();
            return null;
          });
          assertTrue(Thread.interrupted(), "a task that ignores it leaves the flag");
          self.interrupt();
          assertEquals(1, LONG.<Integer, RuntimeException>call(() -> 1));
          assertTrue(Thread.interrupted(), "nor is one eaten that came before");
          return null;
        });
  }

  /** T29: a task that ignores interrupts ends late, and is a timeout all the same. */
  @Test
  void t29TaskThatIgnoresInterrupts() {
    assertNull(late(SHORT, TimeoutTest::spinUntilInterrupted).getCause());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  /** T29: what the task throws after its limit is the cause. */
  @Test
  void t29TaskThatFailsLate() {
    TimeoutExceededException late =
        late(
            SHORT,
            () -> {
              spinUntilInterrupted();
              return BrokenException.raise();
            });
    assertInstanceOf(BrokenException.class, late.getCause());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  /** Nested: the outer limit is not taken for the inner one's. */
  @Test
  void nestedTimeouts() {
    TimeoutExceededException outer = late(SHORT, () -> LONG.call(TimeoutTest::hang));
    assertEquals(SHORT.limit(), outer.limit());
    assertInstanceOf(InterruptedException.class, outer.getCause());
    TimeoutExceededException inner = late(LONG, () -> SHORT.call(TimeoutTest::hang));
    assertEquals(SHORT.limit(), inner.limit());
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
