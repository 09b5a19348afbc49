package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Classifier;
import pagoda.breaker.Probe;
import pagoda.breaker.Ramp;
import pagoda.breaker.State;
import pagoda.breaker.Task;
import pagoda.breaker.Trip;
import pagoda.breaker.Verdict;
import pagoda.testing.Await;

/** Inputs that failed once, by their number in the project's list of cases. */
final class CasesTest {
  private static final Duration LONG = Duration.ofHours(1);

  private static Object raise(Exception e) throws Exception {
    throw e;
  }

  /** B01: a library's own time limit, on a thread that nobody has interrupted. */
  @Test
  void b01_whatOnlyLooksLikeAnInterruptIsAFailure() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    for (int i = 0; i < 3; i++) {
      assertThrows(
          InterruptedIOException.class,
          () -> fixture.breaker.call(() -> raise(new InterruptedIOException("timeout"))));
    }
    assertEquals(State.OPEN, fixture.state());
  }

  /** B01: the same exception, and one that names no interrupt, on a thread that is interrupted. */
  @Test
  void b01_whatAnInterruptedThreadThrowsIsNoVerdict() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    List<Exception> thrown =
        List.of(
            new InterruptedIOException("interrupted"),
            new SocketException("Closed by interrupt"),
            new IllegalStateException(new InterruptedException()));
    for (Exception each : thrown) {
      Thread.currentThread().interrupt();
      try {
        assertThrows(each.getClass(), () -> fixture.breaker.call(() -> raise(each)));
      } finally {
        assertTrue(Thread.interrupted(), "the flag is left as it was");
      }
    }
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals(3, fixture.breaker.snapshot().totals().ignored());
  }

  /** B01: an Error of an interrupted thread is a failure all the same. */
  @Test
  void b01_anErrorIsAFailureOnAnInterruptedThreadToo() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    Thread.currentThread().interrupt();
    try {
      assertThrows(AssertionError.class, () -> fixture.breaker.call(CasesTest::fault));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals("Closed (failures: 1)", fixture.breaker.describe());
  }

  private static Object fault() {
    throw new AssertionError("a fault");
  }

  /** B01: the classifier is asked first, of a cancellation too. */
  @Test
  void b01_theClassifierIsAskedFirst() {
    Classifier strict =
        Classifier.standard().judging(CancellationException.class::isInstance, Verdict.FAILURE);
    Fixture fixture = Fixture.of(Fixture.policy(1).withClassifier(strict));
    for (int i = 0; i < 3; i++) {
      fixture.acquire().failure(new CancellationException());
    }
    assertEquals(State.OPEN, fixture.state());
  }

  /** B02: callers whose own deadline is outside give up calls that hang. */
  @Test
  void b02_aCallGivenUpPastTheThresholdIsSlow() throws Exception {
    BreakerPolicy policy =
        BreakerPolicy.defaults()
            .withSlowAfter(Duration.ofMillis(20))
            .withTrips(new Trip.SlowRate(0.5, 4));
    Fixture fixture = Fixture.of(policy);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        CountDownLatch began = new CountDownLatch(1);
        Future<?> call =
            callers.submit(() ->
                fixture.breaker.call(() -> {
                  began.countDown();
                  new CountDownLatch(1).await();
                  return null;
                }));
        began.await();
        fixture.clock.advance(Duration.ofMillis(100));
        call.cancel(true);
        int ended = i + 1;
        Await.until("it ended", () -> fixture.breaker.snapshot().totals().ignored() == ended);
      }
    }
    Await.until("it opened", () -> fixture.state() == State.OPEN);
  }

  /** B02: a quick one that is given up leaves no mark, and a slow probe re-opens. */
  @Test
  void b02_onlyPastTheThresholdAndForAProbeToo() {
    BreakerPolicy policy =
        Fixture.policy(1).withSlowAfter(Duration.ofMillis(20)).withTrips(new Trip.SlowRate(0.5, 1));
    Fixture fixture = Fixture.readyToTest(policy);
    fixture.acquire().failure(new CancellationException());
    assertEquals(State.HALF_OPEN, fixture.state());
    var probe = fixture.acquire();
    fixture.clock.advance(Duration.ofMillis(21));
    probe.failure(new CancellationException());
    assertEquals(State.OPEN, fixture.state());
  }

  /** B03: a time that was read before a ramp began is used in it. */
  @Test
  void b03_aTimeReadBeforeTheRampBeganHurtsNobody() {
    for (int i = 0; i < 6; i++) {
      AtomicReference<CircuitBreaker> under = new AtomicReference<>();
      LaggingClock clock = new LaggingClock();
      Probe probe =
          Probe.defaults().withPermits(1).withRamp(Ramp.defaults().withStep(Duration.ofNanos(10)));
      CircuitBreaker breaker =
          CircuitBreaker.of(
              "lag",
              BreakerPolicy.defaults().withProbe(probe).withReopen(Backoff.fixed(LONG)),
              clock,
              Fixture.longest());
      under.set(breaker);
      breaker.trip(Duration.ofNanos(1), "test");
      clock.now += 1_000_000;
      breaker.call(() -> "the probe");
      assertEquals(State.HALF_OPEN, breaker.snapshot().state());
      clock.lag = 500_000;
      steps(under).get(i).call();
      clock.lag = 0;
    }
  }

  private static List<Task<?, RuntimeException>> steps(AtomicReference<CircuitBreaker> breaker) {
    return List.of(
        () -> breaker.get().snapshot(),
        () -> {
          breaker.get().trip(LONG, "by hand");
          return null;
        },
        () -> {
          breaker.get().reset();
          return null;
        },
        () -> {
          breaker.get().isolate();
          return null;
        },
        () -> breaker.get().check(),
        () -> breaker.get().call(() -> "passes"));
  }

  /** A clock whose readings can lag, as those of a thread that was held up between two steps. */
  private static final class LaggingClock implements pagoda.breaker.NanoClock {
    private long now;
    private long lag;

    @Override
    public long nanos() {
      return now - lag;
    }
  }
}
