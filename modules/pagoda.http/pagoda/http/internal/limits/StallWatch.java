package pagoda.http.internal.limits;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts connections whose client neither sends nor reads. The JDK's own limit on a response's time
 * would cut slow and stuck clients alike, so this one watches each blocking read and write.
 *
 * <p>A cut is an interrupt: a channel is closed when a thread blocked on it is interrupted, and
 * there is no other way to reach the channel below an {@code HttpExchange}.
 */
public final class StallWatch implements AutoCloseable {
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final long tickNanos;
  private final Thread thread;
  private volatile boolean closed;

  /** Looks around often enough for time-outs of {@code shortest}. */
  public StallWatch(Duration shortest) {
    tickNanos = Math.clamp(shortest.toNanos() / 4, 1_000_000, 250_000_000);
    thread = Thread.ofPlatform().daemon().name("pagoda-http-watch").start(this::watch);
  }

  /** A guard for the reads and writes of one exchange; close it in the end. */
  public Guard guard() {
    Guard guard = new Guard(guards);
    guards.add(guard);
    return guard;
  }

  /** How many guards are open. */
  public int guarded() {
    return guards.size();
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(this, tickNanos);
      long now = System.nanoTime();
      for (Guard guard : guards) {
        guard.cutIfLate(now);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
