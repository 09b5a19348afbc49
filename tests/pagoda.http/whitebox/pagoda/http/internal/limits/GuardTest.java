package pagoda.http.internal.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final StallWatch watch = new StallWatch(Duration.ofMillis(20));

  @AfterEach
  void close() {
    watch.close();
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  private static final Duration NEVER = Duration.ofHours(1);

  @Test
  void whatEndsInTimeIsLeftAlone() throws Exception {
    Guard guard = watch.guard();
    for (int i = 0; i < 100; i++) {
      guard.begin(in(NEVER));
      guard.end();
    }
    assertFalse(guard.isCut());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void whatIsLateIsInterruptedAndStaysCut() throws Exception {
    Guard guard = watch.guard();
    AtomicReference<Exception> seen = new AtomicReference<>();
    Thread stuck =
        Thread.ofVirtual()
            .start(() -> {
              try {
                guard.begin(in(Duration.ofMillis(20)));
                new CountDownLatch(1).await();
              } catch (Exception e) {
                seen.set(e);
              }
            });
    assertTrue(stuck.join(Duration.ofSeconds(30)));
    assertEquals(InterruptedException.class, seen.get().getClass());
    assertTrue(guard.isCut());
    assertThrows(StalledException.class, guard::end);
    assertThrows(StalledException.class, () -> guard.begin(in(NEVER)));
  }

  @Test
  void lastWordsComeBeforeTheCut() throws Exception {
    Guard guard = watch.guard();
    CountDownLatch said = new CountDownLatch(1);
    AtomicReference<Boolean> saidBefore = new AtomicReference<>();
    Thread stuck =
        Thread.ofVirtual()
            .start(() -> {
              try {
                guard.begin(in(Duration.ZERO), said::countDown);
                new CountDownLatch(1).await();
              } catch (Exception e) {
                saidBefore.set(said.getCount() == 0);
              }
            });
    assertTrue(stuck.join(Duration.ofSeconds(30)));
    assertEquals(true, saidBefore.get());
  }

  @Test
  void lastWordsThatNeverEndDoNotPreventTheCut() throws Exception {
    Guard guard = watch.guard();
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          try {
            guard.begin(in(Duration.ZERO), () -> awaitQuietly(never));
            never.await();
          } catch (Exception e) {
            interrupted.countDown();
          }
        });
    assertTrue(interrupted.await(30, TimeUnit.SECONDS));
    never.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A watch that looked at one operation must not cut the next one. */
  @Test
  void aCutThatComesTooLateMissesTheNextOperation() throws Exception {
    Guard guard = watch.guard();
    guard.begin(in(NEVER));
    guard.end();
    guard.cutIfLate(in(NEVER.multipliedBy(2)));
    assertFalse(guard.isCut(), "an idle guard is never cut");
    guard.begin(in(NEVER));
    guard.cutIfLate(System.nanoTime());
    assertFalse(guard.isCut());
    guard.end();
  }

  @Test
  void aClosedGuardIsForgotten() {
    Guard guard = watch.guard();
    assertEquals(1, watch.guarded());
    guard.close();
    assertEquals(0, watch.guarded());
  }
}
