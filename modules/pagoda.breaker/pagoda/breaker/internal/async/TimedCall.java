package pagoda.breaker.internal.async;

import java.time.Duration;
import pagoda.breaker.TimeoutExceededException;
import pagoda.breaker.internal.time.Alarms;

/** A call whose caller gives it up when its limit has passed. */
public final class TimedCall<T> extends Guarded<T> {
  private final Duration limit;
  private final Runnable callOff;

  /** Tells that the limit has passed. */
  private final Runnable tell;

  /** What it ends with when the limit passes. */
  private volatile Throwable own;

  public TimedCall(Duration limit, Alarms alarms, Runnable tell) {
    this.limit = limit;
    this.tell = tell;
    callOff = alarms.set(this::ring, limit.toNanos());
  }

  private void ring() {
    if (!isEnded()) {
      Handover.run(this::timeOut);
    }
  }

  private void timeOut() {
    TimeoutExceededException passed = new TimeoutExceededException(limit);
    own = passed;
    completeExceptionally(passed);
  }

  @Override
  protected void finished(T value, Throwable thrown) {
    callOff.run();
  }

  @Override
  protected void abandoned(Throwable thrown) {
    callOff.run();
    if (own != null && own.equals(thrown)) {
      tell.run();
    }
  }
}
