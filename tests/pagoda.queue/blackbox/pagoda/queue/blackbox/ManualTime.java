package pagoda.queue.blackbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Two clocks that stand still until a test moves them. */
final class ManualTime implements InstantSource, LongSupplier {
  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2026-03-01T12:00:00Z").toEpochMilli());
  private final AtomicLong nanos = new AtomicLong();

  /** Lets time pass: both clocks agree on it. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    millis.addAndGet(time.toMillis());
  }

  /** Sets the time of day, as an operator or NTP would. */
  void setClockBy(Duration step) {
    millis.addAndGet(step.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }
}
