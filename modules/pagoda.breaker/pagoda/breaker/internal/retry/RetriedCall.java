package pagoda.breaker.internal.retry;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import pagoda.breaker.NanoClock;
import pagoda.breaker.internal.async.Guarded;
import pagoda.breaker.internal.async.Handover;
import pagoda.breaker.internal.rules.Causes;

/** An asynchronous call that is made again, and waits between attempts without a thread. */
final class RetriedCall<T> extends Guarded<T> {
  private final Waits waits;
  private final NanoClock clock;
  private final IntFunction<? extends CompletionStage<? extends T>> task;
  private final long start;

  /** The attempt that runs. Attempts follow one another, each after the end of the one before. */
  private int attempt = 1;

  private volatile Runnable callOff = () -> {};

  RetriedCall(
      Waits waits, NanoClock clock, IntFunction<? extends CompletionStage<? extends T>> task) {
    this.waits = waits;
    this.clock = clock;
    this.task = task;
    start = clock.nanos();
  }

  void start() {
    begin(() -> task.apply(attempt));
  }

  @Override
  public void accept(T value, Throwable thrown) {
    boolean interrupted = Thread.interrupted(); // says nothing about the caller
    boolean again;
    try {
      again = thrown == null ? againAfter(value) : againAfter(thrown);
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
    if (!againAfter(thrown)) {
      super.threw(thrown);
    }
  }

  private boolean againAfter(Throwable thrown) {
    return Causes.unwrap(thrown) instanceof Exception failure
        && again(waits.afterFailure(attempt, failure, start));
  }

  private boolean againAfter(T value) {
    return again(waits.afterResult(attempt, value, start));
  }

  private boolean again(OptionalLong wait) {
    if (wait.isEmpty() || isEnded()) {
      return false;
    }
    attempt++;
    callOff = clock.after(Duration.ofNanos(wait.getAsLong()), () -> Handover.run(this::next));
    if (isEnded()) {
      callOff.run();
    }
    return true;
  }

  private void next() {
    if (!isEnded()) {
      start();
    }
  }

  @Override
  protected void abandoned(Throwable thrown) {
    callOff.run();
  }
}
