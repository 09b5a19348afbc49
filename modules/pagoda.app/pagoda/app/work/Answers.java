package pagoda.app.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waits for what the queue answers, on the virtual thread of the request. */
final class Answers {
  private Answers() {}

  /**
   * What {@code future} comes to, or what it failed with. Whoever is interrupted withdraws the
   * question.
   */
  static <T> T of(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      throw e;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return switch (cause) {
      case CompletionException e when e.getCause() != null -> failure(e.getCause());
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new CompletionException(cause);
    };
  }
}
