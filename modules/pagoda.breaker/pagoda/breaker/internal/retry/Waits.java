package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import pagoda.breaker.NanoClock;
import pagoda.breaker.ResilienceEvent.BudgetExhausted;
import pagoda.breaker.ResilienceEvent.Retried;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.rules.Asked;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Warnings;
import pagoda.breaker.internal.time.Jitter;

/** Decides whether a call is made again, and how long it waits before, in nanoseconds. */
final class Waits {
  private final RetryPolicy policy;
  private final Budget budget;
  private final NanoClock clock;
  private final RandomGenerator random;
  private final EventHub hub;
  private final LongAdder retries = new LongAdder();
  private final LongAdder exhausted = new LongAdder();

  Waits(RetryPolicy policy, Budget budget, NanoClock clock, RandomGenerator random, EventHub hub) {
    this.policy = policy;
    this.budget = budget;
    this.clock = clock;
    this.random = random;
    this.hub = hub;
  }

  OptionalLong afterFailure(int attempt, Exception thrown, long start) {
    return attempt < policy.attempts() && isWorthIt(thrown)
        ? next(attempt, Asked.of(policy.retryAfter(), null, thrown), start, thrown)
        : OptionalLong.empty();
  }

  OptionalLong afterResult(int attempt, Object result, long start) {
    return attempt < policy.attempts() && isWorthIt(result)
        ? next(attempt, Asked.of(policy.retryAfter(), result, null), start, null)
        : OptionalLong.empty();
  }

  /** The budget is asked last: what is not made again costs nothing. */
  private OptionalLong next(int attempt, Optional<Duration> asked, long start, Exception thrown) {
    if (asked.isPresent() && asked.get().compareTo(policy.longestWait()) > 0) {
      return OptionalLong.empty();
    }
    long wait =
        asked.isPresent()
            ? asked.get().toNanos()
            : policy.backoff().nanos(attempt - 1, Jitter.draw(random));
    long deadline = policy.deadline().toNanos();
    if (deadline > 0 && clock.nanos() - start + wait >= deadline) {
      return OptionalLong.empty();
    }
    boolean paid = budget.withdraw();
    (paid ? retries : exhausted).increment();
    tell(paid, attempt, wait, thrown);
    return paid ? OptionalLong.of(wait) : OptionalLong.empty();
  }

  Measures measured(Measures measures) {
    return measures
        .counter("retry.retries", retries.sum())
        .counter("retry.exhausted", exhausted.sum());
  }

  private void tell(boolean paid, int attempt, long wait, Exception thrown) {
    if (paid && hub.hears(Retried.class)) {
      Duration before = Duration.ofNanos(wait);
      hub.tell(new Retried(policy.name(), attempt + 1, before, Optional.ofNullable(thrown)));
    } else if (!paid && hub.hears(BudgetExhausted.class)) {
      hub.tell(new BudgetExhausted(policy.name(), attempt));
    }
  }

  /** A predicate that throws must not hide what the task threw. */
  private boolean isWorthIt(Exception thrown) {
    Throwable inner = Causes.unwrap(thrown);
    if (inner instanceof Error || Causes.neutral(inner)) {
      return false;
    }
    try {
      return policy.retryOn().test(thrown);
    } catch (Throwable e) {
      return broken(e);
    }
  }

  private boolean isWorthIt(Object result) {
    try {
      return policy.retryOnResult().test(result);
    } catch (Throwable e) {
      return broken(e);
    }
  }

  private static boolean broken(Throwable thrown) {
    Warnings.warn("a retry's predicate threw, so the call is not made again", thrown);
    return false;
  }
}
