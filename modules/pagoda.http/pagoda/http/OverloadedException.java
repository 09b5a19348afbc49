package pagoda.http;

import java.time.Duration;

/**
 * Too much at once: 503 {@code OVERLOADED}, or 429 {@code TOO_MANY_REQUESTS} for what one client
 * does, with {@code Retry-After}.
 */
public final class OverloadedException extends ProblemException {
  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /**
   * The server as a whole is busy: 503. {@code retryAfter} is rounded up to whole seconds.
   *
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   * @param retryAfter when to come back; rounded up to seconds
   */
  public OverloadedException(String error, Duration retryAfter) {
    this(503, ProblemCodes.OVERLOADED, error, retryAfter);
  }

  private OverloadedException(int status, String code, String error, Duration retryAfter) {
    super(Problem.of(status, code, error), "Retry-After", seconds(retryAfter));
    this.retryAfter = retryAfter;
  }

  /**
   * This client alone overdoes it: 429.
   *
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   * @param retryAfter when to come back; rounded up to seconds
   * @return the exception to throw
   */
  public static OverloadedException client(String error, Duration retryAfter) {
    return new OverloadedException(429, ProblemCodes.TOO_MANY_REQUESTS, error, retryAfter);
  }

  /** {@return when it makes sense to come back} */
  public Duration retryAfter() {
    return retryAfter;
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.plusNanos(999_999_999).toSeconds()));
  }
}
