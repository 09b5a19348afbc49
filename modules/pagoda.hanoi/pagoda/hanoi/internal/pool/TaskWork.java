package pagoda.hanoi.internal.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pagoda.hanoi.Slice;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SlicedTask;
import pagoda.hanoi.SolverClosedException;
import pagoda.hanoi.SolverPool;

/** A task as the scheduler sees it, and the slice it is in. */
public final class TaskWork<T> extends Work implements Slice {
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(SolverPool.SLICE_MILLIS);

  private final SlicedTask<T> task;
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private long sliceStart;
  private T value;
  private Throwable failure;

  /** Makes the work; one that holds its thread knows no slices. */
  public TaskWork(SlicedTask<T> task, int priority, boolean holdsThread) {
    super(priority, holdsThread);
    this.task = task;
  }

  /** {@return what the task comes to} */
  public CompletableFuture<T> future() {
    return future;
  }

  @Override
  public boolean isOver() {
    return isCancelled() || System.nanoTime() - sliceStart >= SLICE_NANOS;
  }

  @Override
  public boolean isCancelled() {
    return cancelled();
  }

  @Override
  protected Outcome run() {
    sliceStart = System.nanoTime();
    try {
      return switch (task.run(this)) {
        case SliceResult.More<T> _ -> Outcome.AGAIN;
        case SliceResult.Done<T>(T result) -> {
          value = result;
          yield Outcome.COMPLETED;
        }
      };
    } catch (Throwable e) { // also an Error ends this task only, and its caller hears of it
      failure = e;
      return Outcome.FAILED;
    }
  }

  @Override
  protected void ended() {
    if (failure == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(failure);
    }
  }

  @Override
  protected void abandoned() {
    future.completeExceptionally(new SolverClosedException());
  }
}
