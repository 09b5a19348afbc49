package pagoda.breaker.internal.limit;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import pagoda.breaker.internal.async.Guarded;

/** An asynchronous call that waits for its turn without a thread. */
final class LimitedCall<T> extends Guarded<T> {
  private final Turnstile turnstile;
  private final Turnstile.Turn turn;

  /** Whether it still waits: whoever takes that away has ended its wait. */
  private final AtomicBoolean waits;

  private volatile Runnable callOff = () -> {};

  LimitedCall(Turnstile turnstile, Turnstile.Turn turn) {
    this.turnstile = turnstile;
    this.turn = turn;
    waits = new AtomicBoolean(turn.away() > 0);
  }

  /** How the alarm that ends its wait is called off. */
  void waits(Runnable alarmOff) {
    callOff = alarmOff;
    if (isEnded()) {
      alarmOff.run();
    }
  }

  /** Its turn has come. */
  void turn(Supplier<? extends CompletionStage<? extends T>> task) {
    if (waits.compareAndSet(true, false)) {
      turnstile.noLongerWaits();
      begin(task);
    }
  }

  @Override
  protected void abandoned(Throwable thrown) {
    if (waits.compareAndSet(true, false)) {
      callOff.run();
      turnstile.noLongerWaits();
      turn.pace().giveBack(turn.takenAt(), turn.away());
    }
  }
}
