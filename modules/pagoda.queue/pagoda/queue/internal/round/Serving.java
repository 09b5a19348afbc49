package pagoda.queue.internal.round;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.JobHandlers;
import pagoda.queue.QueueException;
import pagoda.queue.internal.job.JobTypes;
import pagoda.queue.store.Command;

/**
 * Changes which types are served, in store and memory at once: the round that commits it claims by
 * the new ones. Its caller waits for this future.
 */
public final class Serving extends CompletableFuture<Void> implements Pending {
  private final JobHandlers handlers;
  private final Command.Serve command;

  /** Describes the change to these handlers. */
  public Serving(JobHandlers handlers) {
    this.handlers = handlers;
    this.command = new Command.Serve(JobTypes.served(handlers));
  }

  @Override
  public Command.Serve command() {
    return command;
  }

  @Override
  @SuppressWarnings("unchecked") // the command names the type of its answer
  public void applied(Object answer, Shared shared) {
    shared.views().types().serve((Map<String, Integer>) answer, handlers);
  }

  @Override
  public void committed() {
    complete(null);
  }

  @Override
  public void failed(QueueException reason) {
    completeExceptionally(reason);
  }

  @Override
  public boolean triedWhenFull() {
    return false;
  }
}
