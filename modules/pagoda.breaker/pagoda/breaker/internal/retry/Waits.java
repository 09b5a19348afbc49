package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RetryPolicy;
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

  Waits(RetryPolicy policy, Budget budget, NanoClock clock, RandomGenerator random) {
    this.policy = policy;
    this.budget = budget;
    this.clock = clock;
    this.random = random;
  }

  OptionalLong afterFailure(int attempt, Exception thrown, long start) {
    return attempt < policy.attempts() && isWorthIt(thrown)
        ? next(attempt, Asked.of(policy.retryAfter(), null, thrown), start)
        : OptionalLong.empty();
  }

  OptionalLong afterResult(int attempt, Object result, long start) {
    return attempt < policy.attempts() && isWorthIt(result)
        ? next(attempt, Asked.of(policy.retryAfter(), result, null), start)
        : OptionalLong.empty();
  }

  /** The budget is asked last: what is not made again costs nothing. */
  private OptionalLong next(int attempt, Optional<Duration> asked, long start) {
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
    return budget.withdraw() ? OptionalLong.of(wait) : OptionalLong.empty();
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
