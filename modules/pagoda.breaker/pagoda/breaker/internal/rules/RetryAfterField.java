package pagoda.breaker.internal.rules;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The value of HTTP's field {@code Retry-After} (RFC 9110, 10.2.3). */
public final class RetryAfterField {
  private static final int MOST_DIGITS = 12;

  private RetryAfterField() {}

  public static Optional<Duration> parse(String field, Clock clock) {
    String value = field.strip();
    if (value.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      Duration until = Duration.between(clock.instant(), at);
      return Optional.of(until.isNegative() ? Duration.ZERO : until);
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
