package pagoda.breaker.blackbox;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Verdict;

/** A call that was let through and can be ended as one likes. */
@FunctionalInterface
interface ModelCall {
  /** Ends the call; whether its caller gave it up. */
  boolean end(Verdict verdict, Random random);

  /** A call in two steps. */
  static ModelCall of(Permit permit) {
    return (verdict, random) -> {
      switch (verdict) {
        case SUCCESS -> permit.success();
        case FAILURE -> permit.failure(new BrokenException());
        case IGNORE -> {
          switch (random.nextInt(3)) {
            case 0 -> permit.ignore();
            case 1 -> permit.close();
            default -> {
              permit.failure(new CancellationException());
              return true;
            }
          }
        }
      }
      return false;
    };
  }

  /** An asynchronous call; empty when it is refused. */
  static Optional<ModelCall> async(CircuitBreaker breaker) {
    CompletableFuture<Object> work = new CompletableFuture<>();
    boolean[] begun = new boolean[1];
    CompletableFuture<Object> call =
        breaker.callAsync(() -> {
          begun[0] = true;
          return work;
        });
    return begun[0]
        ? Optional.of((verdict, random) -> end(call, work, verdict, random))
        : refused(call);
  }

  private static Optional<ModelCall> refused(CompletableFuture<Object> call) {
    if (!call.isCompletedExceptionally()) {
      throw new AssertionError("neither begun nor refused");
    }
    return Optional.empty();
  }

  private static boolean end(
      CompletableFuture<Object> call,
      CompletableFuture<Object> work,
      Verdict verdict,
      Random random) {
    switch (verdict) {
      case SUCCESS -> work.complete("well");
      case FAILURE ->
          work.completeExceptionally(
              random.nextBoolean()
                  ? new BrokenException()
                  : new CompletionException(new BrokenException()));
      case IGNORE -> {
        switch (random.nextInt(3)) {
          case 0 -> call.complete("by hand");
          case 1 -> call.cancel(true);
          default -> work.cancel(true);
        }
        return call.isCancelled();
      }
    }
    return false;
  }
}
