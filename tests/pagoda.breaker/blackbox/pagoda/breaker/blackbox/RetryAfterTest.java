package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.breaker.Backoff;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.Classifier;
import pagoda.breaker.RetryAfter;
import pagoda.breaker.State;

/** How long a dependency asks to be left alone: read from HTTP's field, kept by a breaker. */
class RetryAfterTest {
  private static final Duration ASKED = Duration.ofSeconds(100);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T18:00:00Z"), ZoneOffset.UTC);

  /** Results and exceptions that ask carry their wait as text. */
  private static final BreakerPolicy POLICY =
      BreakerPolicy.defaults()
          .withReopen(Backoff.fixed(Fixture.OPEN).withCap(Duration.ofMinutes(5)))
          .withClassifier(Classifier.standard().failingOn("busy"::equals))
          .withRetryAfter(
              RetryAfter.of(
                  result -> Optional.of(ASKED),
                  thrown ->
                      thrown instanceof BrokenException ? Optional.empty() : Optional.of(ASKED)));

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "120, 120",
    "' 7 ', 7",
    "'Thu, 26 Nov 2026 18:02:00 GMT', 120",
    "'Thu, 26 Nov 2026 17:00:00 GMT', 0"
  })
  void fieldIsSecondsOrADate(String field, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.parse(field, CLOCK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "1234567890123", "Thu, 99 Nov 2026", "١٢"})
  void malformedFieldAsksForNothing(String field) {
    assertEquals(Optional.empty(), RetryAfter.parse(field, CLOCK));
  }

  private static Duration openFor(Fixture fixture) {
    assertEquals(State.OPEN, fixture.state());
    return fixture.breaker.snapshot().retryAfter();
  }

  @Test
  void resultsAskForTheOpening() {
    Fixture fixture = Fixture.of(POLICY);
    for (int i = 0; i < 3; i++) {
      fixture.breaker.call(() -> "busy");
    }
    assertEquals(ASKED, openFor(fixture));
  }

  @Test
  void exceptionsAskForTheOpening() {
    Fixture fixture = Fixture.of(POLICY);
    for (int i = 0; i < 3; i++) {
      fixture.acquire().failure(new IllegalStateException("busy"));
    }
    assertEquals(ASKED, openFor(fixture));
  }

  @Test
  void failureThatAsksForNothingLeavesItToTheBackoff() {
    Fixture fixture = Fixture.of(POLICY);
    fixture.fail(3);
    assertEquals(Fixture.OPEN, openFor(fixture));
  }

  /** Only the failure that opens the breaker is asked. */
  @Test
  void earlierFailuresAreNotAsked() {
    Fixture fixture = Fixture.of(POLICY);
    fixture.breaker.call(() -> "busy");
    fixture.fail(2);
    assertEquals(Fixture.OPEN, openFor(fixture));
  }

  @Test
  void openingIsBoundedByTheCap() {
    RetryAfter years = RetryAfter.ofResults(result -> Optional.of(Duration.ofDays(100_000_000)));
    Fixture fixture = Fixture.of(POLICY.withRetryAfter(years));
    for (int i = 0; i < 3; i++) {
      fixture.breaker.call(() -> "busy");
    }
    assertEquals(Duration.ofMinutes(5), openFor(fixture));
  }

  @Test
  void probeThatFailsAsksForTheNextOpening() {
    Fixture fixture = Fixture.of(POLICY);
    fixture.breaker.trip(Fixture.OPEN, "test");
    fixture.clock.advance(Fixture.OPEN);
    fixture.breaker.call(() -> "busy");
    assertEquals(ASKED, openFor(fixture));
  }
}
