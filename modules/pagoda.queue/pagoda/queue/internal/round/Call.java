package pagoda.queue.internal.round;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import pagoda.queue.QueueException;
import pagoda.queue.store.Action;
import pagoda.queue.store.Command;

/**
 * A command whose caller waits for one value: this future.
 *
 * @param <A> what the store answers
 * @param <T> what the caller gets
 */
public final class Call<A, T> extends CompletableFuture<T> implements Pending {
  private final Command<A> command;
  private final Function<A, T> value;
  private A answer;

  /**
   * Describes a call.
   *
   * @param command what the store is to do
   * @param value makes the caller's value of the answer, or throws what the caller is told
   */
  public Call(Command<A> command, Function<A, T> value) {
    this.command = command;
    this.value = value;
  }

  @Override
  public Command<A> command() {
    return command;
  }

  @Override
  @SuppressWarnings("unchecked") // a command names the type of its answer
  public void applied(Object given, Shared shared) {
    answer = (A) given;
    Effects.of(command, given, shared);
  }

  @Override
  public void committed() {
    try {
      complete(value.apply(answer));
    } catch (QueueException e) {
      completeExceptionally(e);
    }
  }

  @Override
  public void failed(QueueException reason) {
    completeExceptionally(reason);
  }

  @Override
  public boolean triedWhenFull() {
    return switch (command) {
      case Command.Change change -> change.action() != Action.RETRY;
      case Command.Step step ->
          step.change() instanceof Command.Change change && change.action() != Action.RETRY;
      case Command.Pause _, Command.Finish _, Command.EndOperation _ -> true;
      default -> false;
    };
  }

  /** Waits; what the queue throws reaches the caller as it is. */
  public static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
