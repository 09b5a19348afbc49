package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import pagoda.breaker.AttemptTask;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.internal.rules.Check;

/** Attempts, and the waits between them. */
public final class RetryLoop {
  private final RetryPolicy policy;
  private final Budget budget;
  private final NanoClock clock;
  private final Waits waits;

  public RetryLoop(RetryPolicy policy, Budget budget, NanoClock clock, RandomGenerator random) {
    this.policy = Check.present("retry.policy", policy);
    this.budget = budget;
    this.clock = Check.present("retry.clock", clock);
    waits = new Waits(policy, budget, clock, Check.present("retry.random", random));
  }

  public <T, X extends Exception> T call(AttemptTask<? extends T, X> task) throws X {
    budget.deposit();
    long start = clock.nanos();
    return policy.deadline().isZero()
        ? attempts(task, start)
        : Timeout.of(policy.deadline(), clock).call(() -> this.<T, X>attempts(task, start));
  }

  private <T, X extends Exception> T attempts(AttemptTask<? extends T, X> task, long start)
      throws X {
    for (int attempt = 1; ; attempt++) {
      T result;
      try {
        result = task.call(attempt);
      } catch (Exception e) {
        if (!sleeps(waits.afterFailure(attempt, e, start))) {
          throw e;
        }
        continue;
      }
      if (!sleeps(waits.afterResult(attempt, result, start))) {
        return result;
      }
    }
  }

  private boolean sleeps(OptionalLong nanos) {
    if (nanos.isEmpty()) {
      return false;
    }
    try {
      clock.sleep(Duration.ofNanos(nanos.getAsLong()));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Makes a call that is asynchronous; no thread waits between its attempts. */
  public <T> CompletableFuture<T> callAsync(
      IntFunction<? extends CompletionStage<? extends T>> task) {
    budget.deposit();
    RetriedCall<T> call = new RetriedCall<>(waits, clock, task);
    if (policy.deadline().isZero()) {
      call.start();
      return call;
    }
    return Timeout.of(policy.deadline(), clock)
        .callAsync(() -> {
          call.start();
          return call;
        });
  }
}
