package pagoda.breaker.internal.hedge;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import pagoda.breaker.InvalidPolicyException;
import pagoda.breaker.internal.async.Guarded;

/** A call that is a stage. */
final class StageLeg<T> extends Guarded<T> implements Leg {
  private final HedgedCall<T> race;
  private final Supplier<? extends CompletionStage<? extends T>> task;

  StageLeg(HedgedCall<T> race, Supplier<? extends CompletionStage<? extends T>> task) {
    this.race = race;
    this.task = task;
  }

  @Override
  public void begin() {
    if (!isEnded()) {
      begin(task);
    }
  }

  @Override
  protected void finished(T value, Throwable thrown) {
    race.ended(this, value, thrown);
  }

  /** Without an exception it is the task that gave no stage. */
  @Override
  protected void abandoned(Throwable thrown) {
    if (thrown == null) {
      race.ended(this, null, new InvalidPolicyException("task.stage", "given", null));
    }
  }

  @Override
  public void lose() {
    cancel(true);
  }

  /** A caller that waits for no stage cannot be interrupted while it does. */
  @Override
  public void interrupt() {}
}
