package pagoda.http.internal.limits;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that all requests in flight share. Thread-safe. */
public final class ByteBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /** At most {@code limit} bytes. */
  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes {@code bytes} if there are as many left. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) > limit) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Gives {@code bytes} back. */
  public void give(long bytes) {
    used.addAndGet(-bytes);
  }

  /** How many bytes are taken. */
  public long used() {
    return used.get();
  }
}
