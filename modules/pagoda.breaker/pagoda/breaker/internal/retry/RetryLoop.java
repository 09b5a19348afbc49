package pagoda.breaker.internal.retry;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.random.RandomGenerator;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Task;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Check;

/** Attempts, and the waits between them, on the caller's thread. */
public final class RetryLoop {
  private static final Logger LOG = System.getLogger("pagoda.breaker");

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
    if (Causes.neutral(Causes.unwrap(thrown))) {
      return false;
    }
    try {
      return policy.retryOn().test(thrown);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a retry's predicate threw, so the call is not made again", e);
      return false;
    }
  }

  private boolean waits(int attempt) {
    try {
      clock.sleep(Duration.ofNanos(policy.backoff().nanos(attempt - 1, random.nextDouble())));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
