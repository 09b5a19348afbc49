package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import pagoda.breaker.AttemptTask;
import pagoda.breaker.Measurement;
import pagoda.breaker.NanoClock;
import pagoda.breaker.RetryPolicy;
import pagoda.breaker.Timeout;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.rules.Check;

/** Attempts, and the waits between them. */
public final class RetryLoop {
  private final Budget budget;
  private final NanoClock clock;
  private final Waits waits;

  /** Bounds all attempts together. */
  private final Optional<Timeout> deadline;

  public RetryLoop(
      RetryPolicy policy,
      Budget budget,
      NanoClock clock,
      RandomGenerator random,
      EventHub hub,
      Optional<Timeout> deadline) {
    this.budget = budget;
    this.clock = Check.present("retry.clock", clock);
    this.deadline = deadline;
    waits = new Waits(policy, budget, clock, Check.present("retry.random", random), hub);
  }

  public <T, X extends Exception> T call(AttemptTask<? extends T, X> task) throws X {
    budget.deposit();
    long start = clock.nanos();
    return deadline.isEmpty()
        ? attempts(task, start)
        : deadline.get().call(() -> this.<T, X>attempts(task, start));
  }

  public List<Measurement> measurements(String name) {
    return waits
        .measured(Measures.of(name))
        .gauge("retry.budget", (double) budget.balance())
        .list();
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
    if (deadline.isEmpty()) {
      call.start();
      return call;
    }
    return deadline
        .get()
        .callAsync(() -> {
          call.start();
          return call;
        });
  }
}
