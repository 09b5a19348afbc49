package pagoda.breaker.internal.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Warnings;

/**
 * What the caller of an asynchronous call holds, and what hears from the stage that does the work.
 * Whoever ends it first, the stage or the caller, has ended it: the end is booked once, before
 * anybody can see it, and a caller who gives up cancels the stage.
 *
 * @param <T> what the call returns
 */
public class Guarded<T> extends CompletableFuture<T> implements BiConsumer<T, Throwable> {
  private static final VarHandle ENDED;

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(Guarded.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile boolean ended;

  /** The stage that does the work, as long as it can be given up. Written before ended is read. */
  private volatile CompletionStage<?> working;

  /** Books what the work came to; called once, before the caller sees it. */
  protected void finished(T value, Throwable thrown) {}

  /**
   * Books that the caller gave up: cancelled it, or completed it by hand.
   *
   * @param thrown what the caller ended it with; null for a value or when the work never was
   */
  protected void abandoned(Throwable thrown) {}

  /** Begins the work on this thread. */
  public final void begin(Supplier<? extends CompletionStage<? extends T>> task) {
    CompletionStage<? extends T> stage;
    try {
      stage = task.get();
    } catch (Throwable t) {
      threw(t);
      return;
    }
    if (stage == null) {
      completeExceptionally(new InvalidPolicyException("task.stage", "given", null), null);
    } else {
      follow(stage);
    }
  }

  /** The task threw on the caller's own thread, whose interrupt flag counts. */
  protected void threw(Throwable thrown) {
    settle(null, Causes.unwrap(thrown));
  }

  private void follow(CompletionStage<? extends T> stage) {
    working = stage;
    if (ended) {
      cancelWork();
      return;
    }
    try {
      if (isPlain(stage)
          && stage instanceof CompletableFuture<? extends T> future
          && future.state() == State.SUCCESS) {
        accept(future.resultNow(), null);
      } else {
        stage.whenComplete(this);
      }
    } catch (Throwable t) { // a stage of a foreign class
      accept(null, t);
    }
  }

  /** Other futures may refuse to be asked for their state. */
  private static boolean isPlain(CompletionStage<?> stage) {
    return stage instanceof Guarded<?> || stage.getClass() == CompletableFuture.class;
  }

  /** The work has ended, on a thread whose interrupt flag says nothing about the caller. */
  @Override
  public void accept(T value, Throwable thrown) {
    if (thrown == null) {
      settle(value, null);
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      settle(value, Causes.unwrap(thrown));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void settle(T value, Throwable thrown) {
    if (!end()) {
      return;
    }
    working = null;
    try {
      finished(value, thrown);
    } finally {
      if (thrown == null) {
        super.complete(value);
      } else {
        super.completeExceptionally(thrown);
      }
    }
  }

  /** Whether somebody has ended the call. */
  protected final boolean isEnded() {
    return ended;
  }

  private boolean end() {
    return !ended && ENDED.compareAndSet(this, false, true);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!end()) {
      return isCancelled();
    }
    giveUp(new CancellationException());
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public boolean complete(T value) {
    if (!end()) {
      return false;
    }
    giveUp(null);
    return super.complete(value);
  }

  @Override
  public boolean completeExceptionally(Throwable thrown) {
    return completeExceptionally(thrown, thrown);
  }

  private boolean completeExceptionally(Throwable thrown, Throwable booked) {
    if (!end()) {
      return false;
    }
    giveUp(booked);
    return super.completeExceptionally(thrown);
  }

  private void giveUp(Throwable thrown) {
    try {
      abandoned(thrown);
    } finally {
      cancelWork();
    }
  }

  /** The stage can be of a foreign class, which may have no future or throw. */
  private void cancelWork() {
    CompletionStage<?> stage = working;
    working = null;
    try {
      if (stage instanceof Future<?> future) {
        future.cancel(true);
      } else if (stage != null) {
        stage.toCompletableFuture().cancel(true);
      }
    } catch (UnsupportedOperationException e) {
      return; // a stage that cannot be cancelled goes on
    } catch (Throwable t) {
      Warnings.warn("a stage that was given up threw when it was cancelled", t);
    }
  }
}
