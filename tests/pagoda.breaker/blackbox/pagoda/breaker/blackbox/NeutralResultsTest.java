package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.State;

/** Ends of calls that are no verdict, and exceptions that are strange (T22, T23). */
class NeutralResultsTest {
  /** One of the exceptions that say nothing about what was called. */
  static Throwable neutral(int i) {
    return switch (i % 5) {
      case 0 -> new CancellationException();
      case 1 -> new InterruptedException();
      case 2 -> new ClosedByInterruptException();
      case 3 -> new BulkheadFullException("inner", 1, false);
      default -> new CompletionException(new CancellationException());
    };
  }

  /** T22: callers that are interrupted or give up do not open a breaker, however many. */
  @Test
  void t22InterruptsAndCancellationsAreNeutral() throws Exception {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    HeldCalls.begin(fixture.breaker, 20).interruptAll();
    for (int i = 0; i < 20; i++) {
      fixture.acquire().failure(neutral(i));
    }
    assertEquals("Closed (failures: 0)", fixture.breaker.describe());
    assertEquals(0, fixture.breaker.snapshot().window().calls());
    assertEquals(40, fixture.breaker.snapshot().totals().ignored());
  }

  /** T22: they do not end a row of failures either. */
  @Test
  void t22NeutralResultsDoNotBreakTheRow() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.fail(2);
    fixture.acquire().failure(new CancellationException());
    fixture.fail();
    assertEquals(State.OPEN, fixture.state());
  }

  /** T22: an interrupted probe does not re-open. */
  @Test
  void t22InterruptedProbeDoesNotReopen() throws Exception {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    HeldCalls.begin(fixture.breaker, 1).interruptAll();
    assertEquals(State.HALF_OPEN, fixture.state());
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T22: timeouts look alike but are verdicts. */
  @Test
  void t22TimeoutsAreFailures() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.acquire().failure(new SocketTimeoutException("read timed out"));
    fixture.acquire().failure(new TimeoutException());
    assertEquals("Closed (failures: 2)", fixture.breaker.describe());
  }

  /** T23: wrappers without a cause, or around themselves many times, are failures. */
  @Test
  void t23StrangeExceptionsAreFailures() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    fixture.acquire().failure(new CompletionException("no cause", null));
    Throwable deep = new BrokenException();
    for (int i = 0; i < 100; i++) {
      deep = new ExecutionException(deep);
    }
    fixture.acquire().failure(deep);
    fixture.acquire().failure();
    assertEquals(State.OPEN, fixture.state());
  }

  /** T23: an exception that all calls share comes through untouched. */
  @Test
  void t23SharedExceptionIsNotTouched() {
    Fixture fixture = Fixture.of(Fixture.rate(100));
    BrokenException shared = new BrokenException();
    for (int i = 0; i < 50; i++) {
      BrokenException seen =
          assertThrows(
              BrokenException.class,
              () ->
                  fixture.breaker.call(() -> {
                    throw shared;
                  }));
      assertSame(shared, seen);
    }
    assertEquals(0, shared.getSuppressed().length);
    assertNull(shared.getCause());
  }

  /** T23: an exception whose message cannot be read does not stop the trip. */
  @Test
  void t23ExceptionWithAThrowingMessage() {
    Fixture fixture = Fixture.of(Fixture.policy(1));
    for (int i = 0; i < 3; i++) {
      fixture.acquire().failure(new UnreadableException());
    }
    assertEquals(State.OPEN, fixture.state());
  }

  /** T23: the message of a probe's exception is read outside the lock. */
  @Test
  void t23MessageIsReadOutsideTheLock() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    fixture.acquire().failure(new AskingException(fixture));
    assertEquals(
        "the probe failed: " + AskingException.class.getName() + ": the lock is free",
        fixture.breaker.snapshot().reason().text());
  }

  /** Its message needs another thread to look at the breaker. */
  private static final class AskingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fixture fixture;

    AskingException(Fixture fixture) {
      this.fixture = fixture;
    }

    @Override
    public String getMessage() {
      Thread other = Thread.ofPlatform().daemon().start(fixture.breaker::snapshot);
      try {
        return other.join(Duration.ofSeconds(10)) ? "the lock is free" : "the lock is held";
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }
}
