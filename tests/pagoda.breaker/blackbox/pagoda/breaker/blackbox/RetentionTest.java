package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;
import pagoda.testing.Await;

/** What a breaker and its refusals keep alive (T24). */
class RetentionTest {
  /** T24: neither the breaker nor its reason keeps the exception that tripped it. */
  @Test
  void t24FailureIsNotRetained() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    WeakReference<Throwable> last = tripped(fixture);
    assertEquals(State.OPEN, fixture.state());
    Await.until(
        "the exception is collected",
        () -> {
          System.gc();
          return last.refersTo(null);
        });
    assertTrue(fixture.breaker.snapshot().reason().text().contains("BrokenException"));
  }

  private static WeakReference<Throwable> tripped(Fixture fixture) {
    fixture.fail(2);
    Throwable thrown =
        assertThrows(BrokenException.class, () -> fixture.breaker.call(BrokenException::raise));
    return new WeakReference<>(thrown);
  }

  /** T24: a refusal has no stack, takes no suppressed exception and no cause. */
  @Test
  void t24RefusalIsLight() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.fail(3);
    CircuitOpenException refused =
        assertThrows(CircuitOpenException.class, () -> fixture.breaker.call(() -> 1));
    assertEquals(0, refused.getStackTrace().length);
    refused.addSuppressed(new BrokenException());
    assertEquals(0, refused.getSuppressed().length);
    assertThrows(IllegalStateException.class, () -> refused.initCause(new BrokenException()));
  }

  /** A refusal says who, why and when to come back. */
  @Test
  void refusalExplainsItself() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.fail(3);
    fixture.clock.advance(Duration.ofSeconds(10));
    CircuitOpenException refused =
        assertThrows(CircuitOpenException.class, () -> fixture.breaker.call(() -> 1));
    assertEquals(Duration.ofSeconds(20), refused.retryAfter());
    Refusal refusal = refused.refusal();
    assertEquals("dependency", refusal.breaker());
    assertEquals(State.OPEN, refusal.state());
    assertEquals(Optional.of(refusal), fixture.breaker.check());
    assertEquals(
        "circuit breaker 'dependency' is open (3 failures in a row, last: "
            + BrokenException.class.getName()
            + ": broken), retry after 20000 ms",
        refused.getMessage());
    assertEquals(refused.getMessage(), new CircuitOpenException(refusal).getMessage());

    fixture.breaker.isolate();
    refused = assertThrows(CircuitOpenException.class, () -> fixture.breaker.call(() -> 1));
    assertEquals(
        "circuit breaker 'dependency' is isolated (isolate by hand)", refused.getMessage());
    assertEquals("no", fixture.breaker.callOr(() -> "yes", seen -> "no"));
  }
}
