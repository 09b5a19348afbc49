package pagoda.http.internal.limits;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is going on, in all and by client, and refuses what is too much. Thread-safe. */
public final class Admission {
  private final int limit;
  private final int limitPerClient;
  private final AtomicInteger inside = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> byClient = new ConcurrentHashMap<>();

  /** What became of a request to enter. */
  public enum Verdict {
    /** Inside; {@link #leave} must follow. */
    ADMITTED,
    /** The limit of all is reached. */
    FULL,
    /** The limit of this client is reached. */
    CLIENT_FULL
  }

  /** At most {@code limit} in all, {@code limitPerClient} of one client. */
  public Admission(int limit, int limitPerClient) {
    this.limit = limit;
    this.limitPerClient = limitPerClient;
  }

  /** Asks for a place; never waits. */
  public Verdict enter(InetAddress client) {
    if (inside.incrementAndGet() > limit) {
      left();
      return Verdict.FULL;
    }
    InetAddress key = ClientNetwork.of(client);
    if (byClient.merge(key, 1, Integer::sum) > limitPerClient) {
      leave(client);
      return Verdict.CLIENT_FULL;
    }
    return Verdict.ADMITTED;
  }

  /** Gives a place back. */
  public void leave(InetAddress client) {
    byClient.computeIfPresent(ClientNetwork.of(client), (k, n) -> n == 1 ? null : n - 1);
    left();
  }

  private void left() {
    if (inside.decrementAndGet() == 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** How many are inside. */
  public int inside() {
    return inside.get();
  }

  /** Waits until nobody is inside; false if that takes longer than {@code nanos}. */
  public synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (inside.get() > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
