package pagoda.breaker.internal.limit;

import java.time.Duration;
import pagoda.breaker.Permit;

/** Stands for every call that may begin: its end is nothing to a limiter. */
final class FreePass implements Permit {
  static final FreePass GRANTED = new FreePass();

  private FreePass() {}

  @Override
  public boolean isGranted() {
    return true;
  }

  @Override
  public Permit orThrow() {
    return this;
  }

  @Override
  public Duration retryAfter() {
    return Duration.ZERO;
  }

  @Override
  public void success() {}

  @Override
  public void failure(Throwable thrown) {}

  @Override
  public void failure() {}

  @Override
  public void ignore() {}

  @Override
  public void close() {}
}
