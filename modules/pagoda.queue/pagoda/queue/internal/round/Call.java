package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.ItemOutcome;
import pagoda.queue.QueueException;

/**
 * A command whose caller waits for one value.
 *
 * @param <T> the value
 */
public abstract class Call<T> extends Command {
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private ItemOutcome<T> outcome;

  public final CompletableFuture<T> future() {
    return future;
  }

  /** Makes the changes and tells what came of it. */
  abstract ItemOutcome<T> call(Batch batch) throws SQLException;

  @Override
  final void apply(Batch batch) throws SQLException {
    outcome = call(batch);
  }

  @Override
  final void committed() {
    switch (outcome) {
      case ItemOutcome.Accepted<T>(T value) -> future.complete(value);
      case ItemOutcome.Refused<T>(QueueException reason) -> future.completeExceptionally(reason);
    }
  }

  @Override
  final void failed(QueueException reason) {
    future.completeExceptionally(reason);
  }
}
