package pagoda.breaker.internal.limit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Permit;
import pagoda.breaker.RateLimiterPolicy;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.limit.Turnstile.Turn;
import pagoda.breaker.internal.rules.Check;

/**
 * A pace for each key. A pace that is restored is like a new one, so it can make room: nothing is
 * forgotten that matters. A turn is taken while the map holds the key's pace still.
 */
public final class PaceTable {
  private static final long LEAST_BETWEEN_SWEEPS = 100_000_000L;

  private final int capacity;
  private final Turnstile turnstile;
  private final NanoClock clock;
  private final long sweepEvery;
  private final ConcurrentHashMap<String, Pace> paces = new ConcurrentHashMap<>();

  /** When keys that can make room were last looked for. Guarded by this. */
  private long swept;

  public PaceTable(String name, RateLimiterPolicy policy, int capacity, NanoClock clock) {
    this.capacity = Check.range("limiter.capacity", capacity, 1, 1_000_000);
    turnstile = new Turnstile(name, policy, clock);
    this.clock = clock;
    sweepEvery = Math.max(turnstile.interval(), LEAST_BETWEEN_SWEEPS);
    swept = clock.nanos() - sweepEvery;
  }

  public EventHub hub() {
    return turnstile.hub;
  }

  public int size() {
    return paces.size();
  }

  public long refused() {
    return turnstile.refused();
  }

  public Permit tryPass(String key) {
    return turnstile.permit(take(key, false));
  }

  public void pass(String key) {
    turnstile.pass(take(key, true));
  }

  public <T> CompletableFuture<T> callAsync(
      String key, Supplier<? extends CompletionStage<? extends T>> task) {
    return turnstile.callAsync(take(key, true), task);
  }

  private Turn take(String key, boolean mayWait) {
    Turn[] taken = new Turn[1];
    while (hasRoom(key)) {
      paces.computeIfPresent(
          key,
          (any, pace) -> {
            taken[0] = turnstile.take(pace, mayWait);
            return pace;
          });
      if (taken[0] != null) {
        return taken[0];
      }
    }
    return new Turn(turnstile.pace(), clock.nanos(), ~sweepEvery);
  }

  private boolean hasRoom(String key) {
    return paces.containsKey(key) || add(key);
  }

  private synchronized boolean add(String key) {
    long now = clock.nanos();
    if (paces.size() >= capacity && now - swept >= sweepEvery) {
      swept = now;
      for (String known : paces.keySet()) {
        paces.computeIfPresent(known, (any, pace) -> pace.isRestored(now) ? null : pace);
      }
    }
    if (paces.size() >= capacity) {
      return paces.containsKey(key);
    }
    paces.putIfAbsent(key, turnstile.pace());
    return true;
  }
}
