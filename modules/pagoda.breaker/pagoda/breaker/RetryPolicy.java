package pagoda.breaker;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import pagoda.breaker.internal.rules.Check;

/**
 * How often and when a {@link Retry} tries again. Immutable.
 *
 * {@snippet lang=java :
 * RetryPolicy.defaults()
 *     .withAttempts(5)
 *     .withRetryOn(IOException.class::isInstance)
 *     .withRetryOnResult(result -> result instanceof HttpResponse<?> r && r.statusCode() == 503)
 *     .withDeadline(Duration.ofSeconds(20));
 * }
 *
 * @since 0.1.0
 */
public final class RetryPolicy {
  private static final RetryPolicy DEFAULTS = new RetryPolicy(new Draft());

  private final String name;
  private final int attempts;
  private final Backoff backoff;
  private final Predicate<? super Exception> retryOn;
  private final Predicate<Object> retryOnResult;
  private final RetryAfter retryAfter;
  private final Duration longestWait;
  private final Duration deadline;

  private RetryPolicy(Draft draft) {
    name = Check.present("retry.name", draft.name);
    attempts = Check.range("retry.attempts", draft.attempts, 1, 100);
    backoff = Check.present("retry.backoff", draft.backoff);
    retryOn = Check.present("retry.retry-on", draft.retryOn);
    retryOnResult = Check.present("retry.retry-on-result", draft.retryOnResult);
    retryAfter = Check.present("retry.retry-after", draft.retryAfter);
    longestWait = Check.positive("retry.longest-wait", draft.longestWait);
    deadline = Check.notNegative("retry.deadline", draft.deadline);
  }

  /** What is being changed; confined to one call. */
  private static final class Draft {
    private String name = "retry";
    private int attempts = 3;
    private Backoff backoff = Backoff.retrying();
    private Predicate<? super Exception> retryOn = thrown -> true;
    private Predicate<Object> retryOnResult = result -> false;
    private RetryAfter retryAfter = RetryAfter.none();
    private Duration longestWait = Duration.ofMinutes(1);
    private Duration deadline = Duration.ZERO;
  }

  private RetryPolicy with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.name = name;
    draft.attempts = attempts;
    draft.backoff = backoff;
    draft.retryOn = retryOn;
    draft.retryOnResult = retryOnResult;
    draft.retryAfter = retryAfter;
    draft.longestWait = longestWait;
    draft.deadline = deadline;
    change.accept(draft);
    return new RetryPolicy(draft);
  }

  /** {@return the policy of three attempts, full jitter from 100 ms, whatever was thrown} */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** {@return the name that its events have} */
  public String name() {
    return name;
  }

  /**
   * Changes {@link #name}.
   *
   * @param value a name for events; default {@code retry}
   * @return the changed policy
   */
  public RetryPolicy withName(String value) {
    return with(draft -> draft.name = value);
  }

  /** {@return how many attempts a call gets in all} */
  public int attempts() {
    return attempts;
  }

  /**
   * Changes {@link #attempts}.
   *
   * @param value 1 to 100; default 3
   * @return the changed policy
   */
  public RetryPolicy withAttempts(int value) {
    return with(draft -> draft.attempts = value);
  }

  /** {@return the waits between attempts} */
  public Backoff backoff() {
    return backoff;
  }

  /**
   * Changes {@link #backoff}.
   *
   * @param value the waits; default {@link Backoff#retrying()}
   * @return the changed policy
   */
  public RetryPolicy withBackoff(Backoff value) {
    return with(draft -> draft.backoff = value);
  }

  /** {@return which exceptions are worth another attempt} */
  public Predicate<? super Exception> retryOn() {
    return retryOn;
  }

  /**
   * Changes {@link #retryOn}.
   *
   * @param value true for an exception that is worth another attempt; default every one. It is
   *     never asked about refusals, interrupts, cancellations and {@link Error}s: those are not
   *     retried
   * @return the changed policy
   */
  public RetryPolicy withRetryOn(Predicate<? super Exception> value) {
    return with(draft -> draft.retryOn = value);
  }

  /** {@return which results are worth another attempt} */
  public Predicate<Object> retryOnResult() {
    return retryOnResult;
  }

  /**
   * Changes {@link #retryOnResult}.
   *
   * @param value true for a result that is worth another attempt, {@code null} ones included;
   *     default none. The last attempt's result is returned, whatever it is
   * @return the changed policy
   */
  public RetryPolicy withRetryOnResult(Predicate<Object> value) {
    return with(draft -> draft.retryOnResult = value);
  }

  /** {@return what reads the wait that a result or an exception asks for} */
  public RetryAfter retryAfter() {
    return retryAfter;
  }

  /**
   * Changes {@link #retryAfter}.
   *
   * @param value the wait it reads takes the place of the backoff's; by default none is read
   * @return the changed policy
   */
  public RetryPolicy withRetryAfter(RetryAfter value) {
    return with(draft -> draft.retryAfter = value);
  }

  /** {@return the longest wait that is read and kept} */
  public Duration longestWait() {
    return longestWait;
  }

  /**
   * Changes {@link #longestWait}.
   *
   * @param value above 0, up to 365 days; default one minute. A call that is asked to wait longer
   *     is not made again
   * @return the changed policy
   */
  public RetryPolicy withLongestWait(Duration value) {
    return with(draft -> draft.longestWait = value);
  }

  /** {@return how long a call may take with all its attempts and waits; zero for no limit} */
  public Duration deadline() {
    return deadline;
  }

  /**
   * Changes {@link #deadline}. No wait begins that would end past it. An attempt that still runs
   * then is interrupted, or its stage cancelled, and the caller gets a {@link
   * TimeoutExceededException}; to a breaker within, that attempt was given up.
   *
   * @param value 0 to 365 days; default 0, no limit
   * @return the changed policy
   */
  public RetryPolicy withDeadline(Duration value) {
    return with(draft -> draft.deadline = value);
  }

  @Override
  public String toString() {
    return "RetryPolicy[attempts=%s, backoff=%s, longestWait=%s, deadline=%s]"
        .formatted(attempts, backoff, longestWait, deadline);
  }
}
