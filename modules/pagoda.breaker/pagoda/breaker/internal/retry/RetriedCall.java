package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import pagoda.breaker.internal.async.Guarded;
import pagoda.breaker.internal.async.Handover;

/** An asynchronous call that is made again, and waits between attempts without a thread. */
final class RetriedCall<T> extends Guarded<T> {
  private final RetryLoop loop;
  private final Supplier<? extends CompletionStage<? extends T>> task;

  /** The attempt that runs. Attempts follow one another, each after the end of the one before. */
  private int attempt = 1;

  private volatile Runnable callOff = () -> {};

  RetriedCall(RetryLoop loop, Supplier<? extends CompletionStage<? extends T>> task) {
    this.loop = loop;
    this.task = task;
  }

  void start() {
    begin(task);
  }

  @Override
  public void accept(T value, Throwable thrown) {
    boolean interrupted = Thread.interrupted(); // says nothing about the caller
    boolean again;
    try {
      again = thrown != null && again(thrown);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (!again) {
      super.accept(value, thrown);
    }
  }

  @Override
  protected void threw(Throwable thrown) {
    if (!again(thrown)) {
      super.threw(thrown);
    }
  }

  private boolean again(Throwable thrown) {
    if (isEnded() || !(thrown instanceof Exception failure)) {
      return false;
    }
    OptionalLong wait = loop.waitAfter(attempt, failure);
    if (wait.isEmpty()) {
      return false;
    }
    attempt++;
    callOff =
        loop.clock().after(Duration.ofNanos(wait.getAsLong()), () -> Handover.run(this::next));
    if (isEnded()) {
      callOff.run();
    }
    return true;
  }

  private void next() {
    if (!isEnded()) {
      begin(task);
    }
  }

  @Override
  protected void abandoned(Throwable thrown) {
    callOff.run();
  }
}
