package pagoda.breaker;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import pagoda.breaker.internal.rules.RetryAfterField;

/**
 * Reads from a result or an exception when the dependency asks its callers to come back, as HTTP's
 * {@code Retry-After} does. A {@link RetryPolicy} waits as long before the next attempt, and a
 * {@link BreakerPolicy} keeps its breaker open as long.
 *
 * <p>An implementation must be thread-safe and quick. When it throws, nothing was asked for.
 *
 * {@snippet lang=java :
 * RetryAfter header = RetryAfter.ofResults(result ->
 *     result instanceof HttpResponse<?> reply
 *         ? reply.headers().firstValue("Retry-After")
 *             .flatMap(field -> RetryAfter.parse(field, Clock.systemUTC()))
 *         : Optional.empty());
 * }
 *
 * @since 0.1.0
 */
public interface RetryAfter {
  /**
   * What a result asks for.
   *
   * @param result what the call returned, which may be {@code null}
   * @return how long to stay away; empty when it asks for nothing
   */
  Optional<Duration> returned(Object result);

  /**
   * What an exception asks for.
   *
   * @param thrown what the call threw, without the wrappers of futures
   * @return how long to stay away; empty when it asks for nothing
   */
  Optional<Duration> threw(Throwable thrown);

  /** {@return one that never asks for anything} */
  static RetryAfter none() {
    return ofResults(result -> Optional.empty());
  }

  /**
   * Reads results only.
   *
   * @param read what a result asks for; {@code null} results are shown to it too
   * @return a new reader
   */
  static RetryAfter ofResults(Function<Object, Optional<Duration>> read) {
    return of(read, thrown -> Optional.empty());
  }

  /**
   * Reads exceptions only.
   *
   * @param read what an exception asks for
   * @return a new reader
   */
  static RetryAfter ofFailures(Function<Throwable, Optional<Duration>> read) {
    return of(result -> Optional.empty(), read);
  }

  /**
   * Reads both.
   *
   * @param results what a result asks for
   * @param failures what an exception asks for
   * @return a new reader
   */
  static RetryAfter of(
      Function<Object, Optional<Duration>> results,
      Function<Throwable, Optional<Duration>> failures) {
    return new RetryAfter() {
      @Override
      public Optional<Duration> returned(Object result) {
        return results.apply(result);
      }

      @Override
      public Optional<Duration> threw(Throwable thrown) {
        return failures.apply(thrown);
      }
    };
  }

  /**
   * The value of HTTP's field {@code Retry-After}: a number of seconds, or a date.
   *
   * @param field the field's value
   * @param clock tells how far away a date is
   * @return zero for a date that has passed; empty when the field is malformed
   */
  static Optional<Duration> parse(String field, Clock clock) {
    return RetryAfterField.parse(field, clock);
  }
}
