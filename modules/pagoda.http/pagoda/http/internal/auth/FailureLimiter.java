package pagoda.http.internal.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import pagoda.http.internal.limits.ClientNetwork;

/**
 * Slows down who fails: each client may fail {@value #BURST} times at once, and gets one more try
 * every {@value #SECONDS_PER_TRY} seconds. Remembers the {@value #MAX_CLIENTS} clients that failed
 * last, and forgets who has all tries back. Thread-safe.
 */
public final class FailureLimiter {
  /** How often one client may fail at once. */
  public static final int BURST = 10;

  /** How long it takes to get a try back. */
  public static final int SECONDS_PER_TRY = 6;

  /** How many clients are remembered. */
  public static final int MAX_CLIENTS = 10_000;

  private static final long TRY_NANOS = Duration.ofSeconds(SECONDS_PER_TRY).toNanos();

  private final LongSupplier nanoTime;
  private volatile boolean anybody;

  /** When each client will have all tries back, by {@link #nanoTime}; the last to fail is last. */
  private final Map<InetAddress, Long> debts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
          return size() > MAX_CLIENTS;
        }
      };

  /** {@code nanoTime} is a clock as {@link System#nanoTime} is one. */
  public FailureLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How long this client has to wait for its next try; empty if it has one left. */
  public Optional<Duration> blockedFor(InetAddress client) {
    if (!anybody) {
      return Optional.empty();
    }
    synchronized (debts) {
      long debt = debt(ClientNetwork.of(client));
      long excess = debt - (BURST - 1) * TRY_NANOS;
      return excess > 0 ? Optional.of(Duration.ofNanos(excess)) : Optional.empty();
    }
  }

  /** Notes that this client has failed. */
  public void failed(InetAddress client) {
    InetAddress key = ClientNetwork.of(client);
    synchronized (debts) {
      long paidAt = nanoTime.getAsLong() + debt(key) + TRY_NANOS;
      debts.remove(key);
      debts.put(key, paidAt);
      anybody = true;
    }
  }

  private long debt(InetAddress key) {
    Long paidAt = debts.get(key);
    long left = paidAt == null ? 0 : paidAt - nanoTime.getAsLong();
    if (left <= 0 && paidAt != null) {
      debts.remove(key);
      anybody = !debts.isEmpty();
    }
    return Math.max(0, left);
  }

  /** How many clients are remembered. */
  public int remembered() {
    synchronized (debts) {
      return debts.size();
    }
  }
}
