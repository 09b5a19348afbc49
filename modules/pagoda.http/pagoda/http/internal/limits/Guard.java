package pagoda.http.internal.limits;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the blocking operations of one exchange, one after another. Each must be done by one
 * thread between {@link #begin} and {@link #end}.
 *
 * <p>The state is a number: even while idle, odd while an operation runs, one more at each step,
 * and {@value #CUT} for good once one was cut. So a watch that looked at one operation can never
 * cut the next.
 */
public final class Guard implements AutoCloseable {
  private static final long CUT = -1;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Set<Guard> guards;
  private final AtomicLong state = new AtomicLong();
  private volatile long deadline;
  private volatile Thread thread;
  private volatile Runnable lastWords;

  Guard(Set<Guard> guards) {
    this.guards = guards;
  }

  /** The current thread starts an operation that must end by {@code nanoTime}. */
  public void begin(long nanoTime) throws StalledException {
    deadline = nanoTime;
    thread = Thread.currentThread();
    step();
  }

  /**
   * The same, and if it is cut, {@code farewell} runs first, on another thread, for at most a
   * second.
   */
  public void begin(long nanoTime, Runnable farewell) throws StalledException {
    lastWords = farewell;
    begin(nanoTime);
  }

  /** The operation has ended, or failed; throws if that was because it was cut. */
  public void end() throws StalledException {
    lastWords = null;
    step();
  }

  private void step() throws StalledException {
    long now = state.get();
    if (now == CUT || !state.compareAndSet(now, now + 1)) {
      throw new StalledException();
    }
  }

  /** True if an operation was cut; nothing may be written any more. */
  public boolean isCut() {
    return state.get() == CUT;
  }

  void cutIfLate(long now) {
    long seen = state.get();
    if (seen == CUT || seen % 2 == 0 || now - deadline < 0) {
      return;
    }
    Thread late = thread;
    Runnable farewell = lastWords;
    if (state.compareAndSet(seen, CUT)) {
      Thread.ofVirtual().name("pagoda-http-cut").start(() -> cut(late, farewell));
    }
  }

  private static void cut(Thread late, Runnable farewell) {
    try {
      if (farewell != null) {
        Thread.ofVirtual().start(farewell).join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; the cut follows all the same
    } finally {
      late.interrupt();
    }
  }

  @Override
  public void close() {
    guards.remove(this);
  }
}
