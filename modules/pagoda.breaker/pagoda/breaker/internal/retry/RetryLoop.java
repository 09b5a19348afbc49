package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Task;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.rules.Warnings;
import pagoda.breaker.internal.time.Jitter;

/** Attempts, and the waits between them. */
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
        OptionalLong wait = waitAfter(attempt, e);
        if (wait.isEmpty() || !waits(wait.getAsLong())) {
          throw e;
        }
      }
    }
  }

  /** Makes a call that is asynchronous; no thread waits between its attempts. */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    budget.deposit();
    RetriedCall<T> call = new RetriedCall<>(this, task);
    call.start();
    return call;
  }

  NanoClock clock() {
    return clock;
  }

  /** How long to wait before the attempt after this one, in nanoseconds; empty for no other. */
  OptionalLong waitAfter(int attempt, Exception thrown) {
    if (attempt == policy.attempts() || !isWorthIt(thrown) || !budget.withdraw()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(policy.backoff().nanos(attempt - 1, Jitter.draw(random)));
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

  private boolean waits(long nanos) {
    try {
      clock.sleep(Duration.ofNanos(nanos));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
