package pagoda.breaker.internal.bulkhead;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import pagoda.breaker.Permit;
import pagoda.breaker.internal.async.Guarded;
import pagoda.breaker.internal.async.Handover;

/** An asynchronous call that has a place, or waits for one without a thread. */
final class PlacedCall<T> extends Guarded<T> {
  private final Compartment bulkhead;
  private final Supplier<? extends CompletionStage<? extends T>> task;

  /** Null while the call waits. Written before it is asked whether the call has ended. */
  private volatile Permit place;

  private volatile Runnable callOff = () -> {};

  PlacedCall(Compartment bulkhead, Supplier<? extends CompletionStage<? extends T>> task) {
    this.bulkhead = bulkhead;
    this.task = task;
  }

  /** Begins with a place that has been taken for it. */
  void start(Permit taken) {
    place = taken;
    if (isEnded()) {
      taken.close();
    } else {
      begin(task);
    }
  }

  /** How the alarm that ends its wait is called off. */
  void waits(Runnable alarmOff) {
    callOff = alarmOff;
    if (isEnded() || place != null) {
      alarmOff.run();
    }
  }

  void noLongerWaits() {
    callOff.run();
  }

  /** Its wait is over. */
  void refuse() {
    Handover.run(() -> completeExceptionally(bulkhead.full(false)));
  }

  @Override
  protected void finished(T value, Throwable thrown) {
    leave(thrown);
  }

  @Override
  protected void abandoned(Throwable thrown) {
    bulkhead.leaveLine(this);
    callOff.run();
    leave(thrown);
  }

  private void leave(Throwable thrown) {
    Permit taken = place;
    if (taken != null && thrown != null) {
      taken.failure(thrown);
    } else if (taken != null) {
      taken.close();
    }
  }
}
