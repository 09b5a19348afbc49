package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pagoda.testing.MachineTime;
import pagoda.testing.MachineTimeout;

/** What the suites wait for is bounded by what the machine gets done, not by seconds. */
class BusyMachineTest {
  @Test
  void l07_aSecondIsLongerOnABusyMachine() {
    AtomicLong clock = new AtomicLong();
    double[] threads = {0.5};
    MachineTime time = new MachineTime(clock::get, () -> threads[0]);
    clock.set(Duration.ofSeconds(10).toNanos());
    assertEquals(Duration.ofSeconds(10), time.elapsed());
    threads[0] = 15;
    clock.addAndGet(Duration.ofSeconds(30).toNanos());
    assertEquals(Duration.ofSeconds(12), time.elapsed());
    assertFalse(time.isPast(Duration.ofSeconds(12)));
    assertTrue(time.isPast(Duration.ofSeconds(11)));
  }

  @Test
  void l07_aTestThatStandsIsInterruptedAndSaysWhere() {
    AtomicLong clock = new AtomicLong();
    MachineTimeout timeout =
        new MachineTimeout(
            () -> new MachineTime(() -> clock.addAndGet(1_000_000_000), () -> 1),
            Duration.ofSeconds(2));
    AssertionError late =
        assertThrows(AssertionError.class, () -> timeout.bounded(this::standStill, "stands"));
    assertEquals("stands did not end within PT2S of machine time", late.getMessage());
    assertTrue(late.getStackTrace().length > 0);
    assertEquals(InterruptedException.class, late.getSuppressed()[0].getClass());
    assertFalse(Thread.interrupted());
  }

  @Test
  void l07_aTestThatEndsKeepsItsOwnEnd() throws Throwable {
    MachineTimeout timeout = new MachineTimeout(MachineTime::new, Duration.ofMinutes(5));
    timeout.bounded(() -> null, "ends");
    assertThrows(
        IllegalStateException.class,
        () ->
            timeout.bounded(
                () -> {
                  throw new IllegalStateException("its own");
                },
                "fails"));
  }

  private Void standStill() throws InterruptedException {
    new CountDownLatch(1).await();
    return null;
  }
}
