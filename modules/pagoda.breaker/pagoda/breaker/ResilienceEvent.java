package pagoda.breaker;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that a policy did, as its listeners get it. Events of one source arrive in order.
 *
 * {@snippet lang=java :
 * guard.listen(ResilienceEvent.class, event -> log(switch (event) {
 *   case Transition t -> t.breaker() + " is " + t.to();
 *   case ResilienceEvent.Refused refused -> refused.source() + " refused a call";
 *   default -> event.toString();
 * }));
 * }
 *
 * @since 0.1.0
 */
public sealed interface ResilienceEvent
    permits Transition,
        ResilienceEvent.CallEnded,
        ResilienceEvent.Refused,
        ResilienceEvent.TimedOut,
        ResilienceEvent.Retried,
        ResilienceEvent.Hedged,
        ResilienceEvent.BudgetExhausted,
        ResilienceEvent.RegistryChanged {

  /**
   * Whose event it is.
   *
   * @return the name of the breaker, bulkhead, limiter, timeout, retry or hedge; of what happened
   *     in a registry, the name of the breaker it happened to
   */
  String source();

  /**
   * A call that a breaker let through has ended. It comes before the {@link Transition} that it
   * leads to. Calls that run when the listener is added are not told.
   *
   * @param source the breaker's name
   * @param verdict what its end means
   * @param took how long it took by the breaker's clock
   * @param slow whether that is past {@link BreakerPolicy#slowAfter()}
   * @param thrown what it threw; empty when it returned, or was ended without an exception
   */
  record CallEnded(
      String source, Verdict verdict, Duration took, boolean slow, Optional<Throwable> thrown)
      implements ResilienceEvent {}

  /** Which kind of policy refused a call. */
  enum Refuser {
    /** A {@link CircuitBreaker}. */
    BREAKER("circuit breaker"),
    /** A {@link RateLimiter} or {@link KeyedRateLimiter}. */
    LIMITER("rate limiter"),
    /** A {@link Bulkhead}. */
    BULKHEAD("bulkhead");

    private final String text;

    Refuser(String text) {
      this.text = text;
    }

    /** {@return its name in running text} */
    public String text() {
      return text;
    }
  }

  /**
   * A call was refused before it began.
   *
   * @param source the policy's name
   * @param by its kind
   * @param retryAfter when to come back; zero when it is not known
   */
  record Refused(String source, Refuser by, Duration retryAfter) implements ResilienceEvent {}

  /**
   * A call did not end within the limit of a {@link Timeout}, or all attempts of a {@link Retry}
   * within its deadline.
   *
   * @param source the policy's name
   * @param limit how long it was allowed to take
   */
  record TimedOut(String source, Duration limit) implements ResilienceEvent {}

  /**
   * A retry makes a call again.
   *
   * @param source the retry's name
   * @param attempt the number of the attempt that will begin, from 2
   * @param delay how long it waits before
   * @param thrown what the attempt before threw; empty when its result was not good enough
   */
  record Retried(String source, int attempt, Duration delay, Optional<Throwable> thrown)
      implements ResilienceEvent {}

  /**
   * A hedge makes a call once more.
   *
   * @param source the hedge's name
   * @param call the number of the call that begins, from 2
   * @param after how long after the first
   */
  record Hedged(String source, int call, Duration after) implements ResilienceEvent {}

  /**
   * A call was not made again, or once more, because the {@link RetryBudget} did not pay for it.
   *
   * @param source the name of the retry or hedge
   * @param made how many attempts or calls had been made
   */
  record BudgetExhausted(String source, int made) implements ResilienceEvent {}

  /** What became of a name in a {@link BreakerRegistry}. */
  enum Change {
    /** Its breaker was made, or came back because somebody asked for it again. */
    ADDED("added"),
    /** Its breaker was idle and made room; while somebody holds it, its name leads back to it. */
    MADE_ROOM("made room"),
    /** Its breaker was taken out by hand. */
    REMOVED("removed"),
    /** Another breaker was put in its breaker's place by hand. */
    REPLACED("replaced");

    private final String text;

    Change(String text) {
      this.text = text;
    }

    /** {@return its name in running text} */
    public String text() {
      return text;
    }
  }

  /**
   * A registry holds other breakers than before.
   *
   * @param source the name of the breaker
   * @param change what became of it
   */
  record RegistryChanged(String source, Change change) implements ResilienceEvent {}
}
