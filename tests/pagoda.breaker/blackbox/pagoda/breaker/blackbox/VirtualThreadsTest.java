package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;
import pagoda.testing.Await;

/** A hundred thousand virtual threads through one breaker (T31). */
class VirtualThreadsTest {
  private static final int THREADS = 100_000;

  private static final BreakerPolicy EVERYTHING =
      BreakerPolicy.defaults()
          .withWindow(Window.time(Duration.ofSeconds(10)))
          .withSlowAfter(Duration.ofMinutes(10))
          .withTrips(
              new Trip.ConsecutiveFailures(1_000_000),
              new Trip.FailureRate(0.9, 100),
              new Trip.SlowRate(0.9, 100),
              new Trip.SlowInFlight(1_000_000));

  /** T31: all of them are in flight at once, then end; every one is counted. */
  @Test
  void t31AllInFlightAtOnce() throws Exception {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", EVERYTHING);
    HeldCalls held = HeldCalls.begin(breaker, THREADS);
    assertEquals(THREADS, breaker.snapshot().inFlight());
    held.endAllWell();
    assertEquals(0, breaker.snapshot().inFlight());
    assertEquals(THREADS, breaker.snapshot().totals().succeeded());
    assertEquals("Closed (failures: 0)", breaker.describe());
  }

  /** T31: no thread ever waits for a lock on the closed path, and none is pinned. */
  @Test
  void t31NobodyWaitsForALock() throws Exception {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", EVERYTHING);
    Path file = Files.createTempFile("breaker", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaMonitorEnter").withoutThreshold().withStackTrace();
      recording.enable("jdk.ThreadPark").withoutThreshold().withStackTrace();
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      recording.start();
      storm(breaker);
      recording.stop();
      recording.dump(file);
    }
    assertEquals(THREADS * 10L, breaker.snapshot().totals().succeeded());
    List<String> waits = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (isInBreaker(event)) {
        waits.add(event.toString());
      }
    }
    Files.delete(file);
    assertEquals(List.of(), waits);
  }

  private static boolean isInBreaker(RecordedEvent event) {
    return event.getStackTrace() != null
        && event.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .anyMatch(type -> type.startsWith("pagoda.breaker.") && !type.contains("blackbox"));
  }

  private static void storm(CircuitBreaker breaker) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Thread.startVirtualThread(() -> {
        for (int call = 0; call < 10; call++) {
          breaker.call(() -> 1);
        }
        done.countDown();
      });
    }
    done.await();
  }

  /** T31: they leave no memory behind. */
  @Test
  void t31LeavesNoMemoryBehind() throws Exception {
    CircuitBreaker breaker = CircuitBreaker.of("dependency", EVERYTHING);
    storm(breaker);
    Await.until(
        "less than 16 MB more than a breaker needs",
        () -> {
          long before = used();
          storm(breaker);
          return used() - before < 16 << 20;
        });
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** T31: a herd on an open breaker is refused, and the probes among it are as many as asked. */
  @Test
  void t31HerdOnAHalfOpenBreaker() throws Exception {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(5));
    LongAdder admitted = new LongAdder();
    CountDownLatch done = new CountDownLatch(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Thread.startVirtualThread(() -> {
        Permit permit = fixture.breaker.tryAcquire();
        if (permit.isGranted()) {
          admitted.increment();
        }
        done.countDown();
      });
    }
    done.await();
    assertEquals(5, admitted.sum());
    assertEquals(THREADS - 5, fixture.breaker.snapshot().totals().refused());
    assertTrue(fixture.breaker.check().isPresent());
  }
}
