package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.BreakerRegistry;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Probe;
import pagoda.breaker.RegistryFullException;
import pagoda.breaker.State;
import pagoda.breaker.Trip;

/** When a full registry looks for breakers that make room, and which ones do. */
class RegistrySweepTest {
  private static final Duration IDLE = Duration.ofMinutes(16);
  private static final Duration BETWEEN = IDLE.dividedBy(16);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final ManualClock clock = new ManualClock();
  private final BreakerRegistry registry =
      BreakerRegistry.of(
          2,
          IDLE,
          name ->
              BreakerPolicy.defaults()
                  .withTrips(new Trip.ConsecutiveFailures(1))
                  .withProbe(Probe.defaults().withPermits(1)),
          clock);

  private void fill() {
    registry.breaker("a");
    registry.breaker("b");
  }

  private void refused() {
    assertThrows(RegistryFullException.class, () -> registry.breaker("c"));
  }

  @Test
  void breakerMakesRoomFromTheMomentThatItIsIdle() {
    fill();
    clock.advance(IDLE.minus(MOMENT));
    refused();
    clock.advance(BETWEEN); // so that it looks again
    assertEquals("c", registry.breaker("c").name());
  }

  @Test
  void breakerThatIsIdleExactlyNowMakesRoom() {
    fill();
    clock.advance(IDLE);
    assertEquals("c", registry.breaker("c").name());
  }

  /** A registry that is full of used breakers does not read all of them at each new name. */
  @Test
  void fullRegistryLooksOnceInASixteenthOfTheIdleTime() {
    fill();
    clock.advance(IDLE.minus(MOMENT));
    refused();
    clock.advance(BETWEEN.minus(MOMENT));
    refused();
    clock.advance(MOMENT);
    assertEquals("c", registry.breaker("c").name());
  }

  /** Having been asked for is use, having been looked up is none. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void useIsToAskForABreaker(boolean asked) {
    fill();
    clock.advance(IDLE.minus(MOMENT));
    for (String name : new String[] {"a", "b"}) {
      if (asked) {
        registry.breaker(name);
      } else {
        registry.find(name);
      }
    }
    clock.advance(MOMENT);
    if (asked) {
      refused();
    } else {
      assertEquals("c", registry.breaker("c").name());
    }
  }

  /** How long to stay open next time is worth a place, even when all is well. */
  @Test
  void breakerThatRemembersAnOpeningStays() {
    fill();
    CircuitBreaker closed = registry.breaker("a");
    closed.tryAcquire().failure(new BrokenException());
    clock.advance(closed.tryAcquire().retryAfter());
    closed.tryAcquire().success();
    assertEquals(State.CLOSED, closed.snapshot().state());
    registry.breaker("b").isolate();
    clock.advance(IDLE);
    refused();
  }
}
