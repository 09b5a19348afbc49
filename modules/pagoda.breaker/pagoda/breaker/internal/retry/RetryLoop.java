package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Task;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.rules.Warnings;
import pagoda.breaker.internal.time.Jitter;

/** Attempts, and the waits between them, on the caller's thread. */
public final class RetryLoop {
  private final RetryPolicy policy;
  private final Budget budget;
  private final NanoClock clock;
  private final RandomGenerator random;

  public RetryLoop(RetryPolicy policy, Budget budget, NanoClock clock, RandomGenerator random) {
    this.policy = Check.present("retry.policy", policy);
    this.budget = budget;
    this.clock = Check.present("retry.clock", clock);
    this.random = Check.present("retry.random", random);
  }

  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    budget.deposit();
    for (int attempt = 1; ; attempt++) {
      try {
        return task.call();
      } catch (Exception e) {
        if (attempt == policy.attempts()
            || !isWorthIt(e)
            || !budget.withdraw()
            || !waits(attempt)) {
          throw e;
        }
      }
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
      Warnings.warn("a retry's predicate threw, so the call is not made again", e);
      return false;
    }
  }

  private boolean waits(int attempt) {
    try {
      clock.sleep(Duration.ofNanos(policy.backoff().nanos(attempt - 1, Jitter.draw(random))));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
