package pagoda.breaker.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static pagoda.breaker.peers.Library.FAILSAFE;
import static pagoda.breaker.peers.Library.PAGODA;
import static pagoda.breaker.peers.Library.RESILIENCE4J;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Trip;
import pagoda.breaker.Window;

/** Which library gets which scenario right. */
class BreakerControlTest {
  /** A scenario: true when the library gets it right. */
  @FunctionalInterface
  private interface Scenario {
    boolean isRight(Library library) throws Exception;
  }

  private static void right(Set<Library> expected, Scenario scenario) throws Exception {
    Set<Library> right = EnumSet.noneOf(Library.class);
    for (Library library : Library.values()) {
      if (scenario.isRight(library)) {
        right.add(library);
      }
    }
    assertEquals(expected, right);
  }

  /** T1: successes of calls that were let through while closed do not close a half-open breaker. */
  @Test
  void t1StaleSuccessesDoNotClose() throws Exception {
    right(
        EnumSet.of(PAGODA),
        library -> {
          Subject subject = library.breaker(2);
          List<HeldCall> stale = held(subject, 2);
          subject.fail(3);
          subject.passOpening();
          HeldCall.begin(subject);
          for (HeldCall call : stale) {
            call.succeed();
          }
          return subject.state().equals("HALF_OPEN");
        });
  }

  /** T2: stale results that say nothing do not make new permits for probes. */
  @Test
  void t2StaleResultsMakeNoPermits() throws Exception {
    right(
        EnumSet.of(PAGODA),
        library -> {
          Subject subject = library.breaker(3);
          List<HeldCall> stale = held(subject, 2);
          subject.fail(3);
          subject.passOpening();
          held(subject, 3);
          for (HeldCall call : stale) {
            call.endIgnored();
          }
          return !HeldCall.begin(subject).admitted();
        });
  }

  /** T3: a probe that ends with an Error does not take its permit with it. */
  @Test
  void t3ErrorOfAProbeReleasesItsPermit() throws Exception {
    right(
        EnumSet.of(PAGODA, FAILSAFE),
        library -> {
          Subject subject = library.readyToTest(1);
          try {
            subject.call(() -> {
              throw new StackOverflowError();
            });
          } catch (StackOverflowError e) {
            subject.passOpening();
          }
          return subject.admits();
        });
  }

  /** T5: a probe that never returns does not keep the breaker half-open for ever. */
  @Test
  void t5LostProbeIsGivenUp() throws Exception {
    right(
        EnumSet.of(PAGODA),
        library -> {
          Subject subject = library.readyToTest(1);
          HeldCall.begin(subject);
          subject.pass(Duration.ofDays(30));
          return subject.admits();
        });
  }

  /** T9: a breaker that was closed by hand is not opened later by something left behind. */
  @Test
  void t9NothingOpensABreakerLater() throws Exception {
    right(
        EnumSet.of(PAGODA, FAILSAFE),
        library ->
            switch (library) {
              case RESILIENCE4J -> Orphans.none();
              case PAGODA -> {
                PagodaSubject subject = new PagodaSubject(1);
                subject.fail(3);
                subject.passOpening();
                subject.admits();
                subject.breaker().reset();
                subject.pass(Duration.ofDays(1));
                yield subject.admits() && subject.state().equals("CLOSED");
              }
              case FAILSAFE -> {
                FailsafeSubject subject = new FailsafeSubject(1);
                subject.breaker().halfOpen();
                subject.breaker().close();
                subject.pass(Duration.ofDays(1));
                yield subject.state().equals("CLOSED");
              }
            });
  }

  /** T14: a thousand calls that hang for thirty times the slow threshold open the breaker. */
  @Test
  void t14HangingCallsOpen() throws Exception {
    Duration slow = Duration.ofSeconds(1);
    right(
        EnumSet.of(PAGODA),
        library -> {
          Subject subject =
              switch (library) {
                case PAGODA ->
                    new PagodaSubject(
                        BreakerPolicy.defaults()
                            .withSlowAfter(slow)
                            .withTrips(new Trip.SlowRate(1, 100), new Trip.SlowInFlight(100)));
                case RESILIENCE4J ->
                    new Resilience4jSubject(
                        CircuitBreakerConfig.custom().slowCallDurationThreshold(slow));
                case FAILSAFE -> new FailsafeSubject(1);
              };
          held(subject, 1_000);
          subject.pass(slow.multipliedBy(30));
          return !subject.admits();
        });
  }

  /**
   * T16: the wall clock is set back by thirty seconds; a thousand failures open the breaker all the
   * same. Failsafe reads {@code System.currentTimeMillis()}, which a test cannot set, so it is left
   * out.
   */
  @Test
  void t16WallClockSetBack() throws Exception {
    Resilience4jSubject peer =
        new Resilience4jSubject(
            CircuitBreakerConfig.custom()
                .slidingWindow(10, 1_000, SlidingWindowType.TIME_BASED)
                .failureRateThreshold(50));
    peer.admits();
    peer.pass(Duration.ofSeconds(-30));
    peer.fail(1_000);
    assertEquals("CLOSED", peer.state(), "resilience4j does not see them");

    PagodaSubject ours =
        new PagodaSubject(
            BreakerPolicy.defaults()
                .withWindow(Window.time(Duration.ofSeconds(10)))
                .withTrips(new Trip.FailureRate(0.5, 1_000)));
    ours.fail(1_000);
    assertEquals("OPEN", ours.state(), "it has no wall clock");
  }

  /** T21: a listener does not run on the thread of the caller that trips the breaker. */
  @Test
  void t21ListenerDoesNotHoldUpTheCaller() throws Exception {
    right(
        EnumSet.of(PAGODA),
        library -> {
          Subject subject = library.breaker(1);
          AtomicReference<Thread> told = new AtomicReference<>();
          CountDownLatch heard = new CountDownLatch(1);
          subject.onTransition(() -> {
            told.compareAndSet(null, Thread.currentThread());
            heard.countDown();
          });
          subject.fail(3);
          heard.await();
          return told.get() != Thread.currentThread();
        });
  }

  /** T22: callers that are interrupted do not open the breaker. */
  @Test
  void t22InterruptedCallersDoNotOpen() throws Exception {
    right(
        EnumSet.of(PAGODA),
        library -> {
          Subject subject = library.breaker(1);
          for (HeldCall call : held(subject, 5)) {
            call.interrupt();
          }
          return subject.state().equals("CLOSED");
        });
  }

  private static List<HeldCall> held(Subject subject, int calls) throws InterruptedException {
    List<HeldCall> held = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      held.add(HeldCall.begin(subject));
    }
    return held;
  }

  /** Timers that a race of transitions to half-open leaves behind in resilience4j. */
  private static final class Orphans {
    private static final int MOST_BREAKERS = 20_000;
    private static final int BATCH = 200;

    static boolean none() throws Exception {
      for (int i = 0; i < MOST_BREAKERS; i += BATCH) {
        List<CircuitBreaker> closed = new ArrayList<>();
        for (int each = 0; each < BATCH; each++) {
          closed.add(closedAfterARace());
        }
        new FailsafeSubject(1).pass(Duration.ofMillis(200));
        if (closed.stream()
            .anyMatch(breaker -> breaker.getState() != CircuitBreaker.State.CLOSED)) {
          return false;
        }
      }
      return true;
    }

    private static CircuitBreaker closedAfterARace() throws Exception {
      CircuitBreaker breaker =
          CircuitBreaker.of(
              "control",
              CircuitBreakerConfig.custom()
                  .maxWaitDurationInHalfOpenState(Duration.ofMillis(100))
                  .build());
      breaker.transitionToOpenState();
      CyclicBarrier barrier = new CyclicBarrier(2);
      Thread other = Thread.ofPlatform().start(() -> toHalfOpen(breaker, barrier));
      toHalfOpen(breaker, barrier);
      other.join();
      breaker.transitionToClosedState();
      return breaker;
    }

    private static void toHalfOpen(CircuitBreaker breaker, CyclicBarrier barrier) {
      try {
        barrier.await();
        breaker.transitionToHalfOpenState();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
