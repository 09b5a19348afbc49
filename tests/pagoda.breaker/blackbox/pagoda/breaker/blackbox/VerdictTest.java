package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Classifier;
import pagoda.breaker.Permit;
import pagoda.breaker.State;
import pagoda.breaker.Verdict;

/** What the end of a call means (T3, T4, T6, T7, T11, T12, T20). */
class VerdictTest {
  /** T3: a probe that ends with an Error gives its permit back and counts as a failure. */
  @Test
  void t3ErrorOfAProbeIsAFailureAndReleases() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    assertThrows(
        AssertionError.class,
        () ->
            fixture.breaker.call(() -> {
              throw new AssertionError("a bug");
            }));
    assertEquals(State.OPEN, fixture.state());
    fixture.clock.advance(Duration.ofMinutes(5));
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state(), "the permit was not lost");
  }

  /** T3: a real stack overflow of the task, inside the breaker's call. */
  @Test
  void t3StackOverflowOfAProbeReleases() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    assertThrows(StackOverflowError.class, () -> fixture.breaker.call(() -> depth(0)));
    assertEquals(State.OPEN, fixture.state());
    assertEquals(1, fixture.breaker.snapshot().totals().failed());
  }

  private static int depth(int level) {
    return depth(level + 1) + 1;
  }

  /** T4: a classifier that throws hides nothing from the caller and loses no permit. */
  @Test
  void t4ThrowingClassifierIsAFailureAndHidesNothing() {
    Classifier bad =
        Classifiers.always(() -> {
          throw new IllegalStateException("bad classifier");
        });
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1).withClassifier(bad));
    fixture.fail();
    assertEquals(State.OPEN, fixture.state(), "the failed probe re-opened it");
    fixture.clock.advance(Duration.ofMinutes(5));
    fixture.succeed();
    assertEquals(State.OPEN, fixture.state(), "the result came through; the verdict is failure");
  }

  /** T4: nor does one that returns nothing. */
  @Test
  void t4ClassifierWithoutVerdictIsAFailure() {
    Fixture fixture = Fixture.of(Fixture.policy(1).withClassifier(Classifiers.always(() -> null)));
    fixture.succeed(3);
    assertEquals(State.OPEN, fixture.state());
  }

  /** T6: a probe that is cancelled, interrupted or refused by an inner policy decides nothing. */
  @Test
  void t6ProbeWithoutVerdictFreesItsPermit() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    for (int i = 0; i < 100; i++) {
      fixture.acquire().failure(NeutralResultsTest.neutral(i));
      assertEquals(State.HALF_OPEN, fixture.state());
    }
    fixture.succeed();
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T6: an inner breaker or bulkhead that refuses is no verdict on the outer breaker's service. */
  @Test
  void t6RefusalOfAnInnerPolicyIsNoVerdict() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    Bulkhead full = Bulkhead.of("full", BulkheadPolicy.defaults().withLimit(1));
    Permit taken = full.tryAcquire();
    CircuitBreaker inner = CircuitBreaker.of("inner", BreakerPolicy.defaults());
    inner.isolate();
    assertThrows(BulkheadFullException.class, () -> fixture.breaker.call(() -> full.call(() -> 1)));
    assertThrows(CircuitOpenException.class, () -> fixture.breaker.call(() -> inner.call(() -> 1)));
    assertEquals(State.HALF_OPEN, fixture.state());
    taken.close();
    fixture.breaker.call(() -> full.call(() -> 1));
    assertEquals(State.CLOSED, fixture.state());
    assertEquals(2, fixture.breaker.snapshot().totals().ignored());
  }

  /** T6: a breaker whose answers are mostly ignored still recovers. */
  @Test
  void t6RecoversOnMostlyIgnoredAnswers() {
    Classifier classifier =
        Classifier.standard().ignoring(IllegalArgumentException.class::isInstance);
    Fixture fixture = Fixture.readyToTest(Fixture.policy(5).withClassifier(classifier));
    for (int i = 0; i < 25; i++) {
      if (i % 5 == 0) {
        fixture.succeed();
      } else {
        fixture.acquire().failure(new IllegalArgumentException("the caller's fault"));
      }
    }
    assertEquals(State.CLOSED, fixture.state());
  }

  /** T7: a probe that was cancelled before it ran does not close the circuit. */
  @Test
  void t7CancelledProbeDoesNotClose() {
    Fixture fixture = Fixture.readyToTest(Fixture.policy(1));
    fixture.acquire().close();
    assertEquals(State.HALF_OPEN, fixture.state());
    assertThrows(
        CancellationException.class,
        () ->
            fixture.breaker.call(() -> {
              throw new CancellationException();
            }));
    assertEquals(State.HALF_OPEN, fixture.state());
  }

  /** T12: a result's classifier that throws makes one record, not a success and a failure. */
  @Test
  void t12ThrowingResultClassifierRecordsOnce() {
    Classifier bad =
        Classifier.standard()
            .failingOn(result -> {
              throw new IllegalStateException("bad predicate");
            });
    Fixture fixture = Fixture.of(Fixture.policy(1).withClassifier(bad));
    fixture.succeed();
    assertEquals(1, fixture.breaker.snapshot().window().calls());
    assertEquals(1, fixture.breaker.snapshot().window().failed());
    assertEquals(0, fixture.breaker.snapshot().totals().succeeded());
  }

  /** T11: a null result is judged like any other. */
  @Test
  void t11NullResultIsClassified() {
    Classifier classifier = Classifier.standard().failingOn(result -> result == null);
    Fixture fixture = Fixture.of(Fixture.policy(1).withClassifier(classifier));
    for (int i = 0; i < 3; i++) {
      assertNull(fixture.breaker.call(() -> null));
    }
    assertEquals(State.OPEN, fixture.state());
  }

  /** T20: the success that completes the minimum does not open; the next failure does. */
  @Test
  void t20SuccessNeverOpens() {
    Fixture fixture = Fixture.of(Fixture.rate(4));
    fixture.fail(2);
    fixture.succeed(2);
    assertEquals(State.CLOSED, fixture.state(), "two of four failed, but this was a success");
    fixture.fail();
    assertEquals(State.OPEN, fixture.state());
  }

  /** The three ways to bend the standard classifier. */
  @ParameterizedTest
  @ValueSource(strings = {"failingOn", "ignoring", "succeedingOn"})
  void classifierCombinators(String which) {
    Classifier standard = Classifier.standard();
    Verdict verdict =
        switch (which) {
          case "failingOn" -> standard.failingOn("bad"::equals).returned("bad");
          case "ignoring" ->
              standard.ignoring(BrokenException.class::isInstance).threw(new BrokenException());
          default ->
              standard.succeedingOn(BrokenException.class::isInstance).threw(new BrokenException());
        };
    assertEquals(
        switch (which) {
          case "failingOn" -> Verdict.FAILURE;
          case "ignoring" -> Verdict.IGNORE;
          default -> Verdict.SUCCESS;
        },
        verdict);
    assertEquals(Verdict.SUCCESS, standard.returned("fine"));
    assertEquals(Verdict.FAILURE, standard.threw(new BrokenException()));
  }
}
