package pagoda.breaker.blackbox;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import pagoda.breaker.NanoClock;

/** A clock that tests move. It starts shortly before its reading overflows. */
final class ManualClock implements NanoClock {
  private final AtomicLong nanos;

  ManualClock() {
    this(Long.MAX_VALUE - Duration.ofSeconds(20).toNanos());
  }

  ManualClock(long origin) {
    nanos = new AtomicLong(origin);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Lets the time pass that the caller wants to wait. */
  @Override
  public void sleep(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(time);
  }

  void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
