package pagoda.queue.internal.round;

import java.util.concurrent.CompletableFuture;
import pagoda.queue.QueueException;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.store.Command;

/**
 * Ends a claim that does not wait, once a round has been that could have given it a job. Immutable.
 *
 * @param answer the claim's answer
 */
public record Look(CompletableFuture<ClaimAnswer> answer) implements Pending {
  @Override
  public Command.Turn command() {
    return new Command.Turn();
  }

  @Override
  public void applied(Object turn, Shared shared) {}

  /** Comes after the answers of those that got a job. */
  @Override
  public void committed() {
    answer.complete(new ClaimAnswer.Nothing(ClaimAnswer.Why.WAITED));
  }

  @Override
  public void failed(QueueException reason) {
    answer.completeExceptionally(reason);
  }

  @Override
  public boolean triedWhenFull() {
    return false;
  }
}
