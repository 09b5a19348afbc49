package pagoda.breaker.internal.async;

import java.time.Duration;
import pagoda.breaker.TimeoutExceededException;
import pagoda.breaker.internal.time.Alarms;

/** A call whose caller gives it up when its limit has passed. */
public final class TimedCall<T> extends Guarded<T> {
  private final Duration limit;
  private final Runnable callOff;

  public TimedCall(Duration limit, Alarms alarms) {
    this.limit = limit;
    callOff = alarms.set(this::ring, limit.toNanos());
  }

  private void ring() {
    if (!isEnded()) {
      Handover.run(() -> completeExceptionally(new TimeoutExceededException(limit)));
    }
  }

  @Override
  protected void finished(T value, Throwable thrown) {
    callOff.run();
  }

  @Override
  protected void abandoned(Throwable thrown) {
    callOff.run();
  }
}
