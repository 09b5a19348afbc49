package pagoda.breaker;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import pagoda.breaker.internal.bulkhead.LimitSearch;
import pagoda.breaker.internal.bulkhead.Places;
import pagoda.breaker.internal.rules.Check;

/**
 * Bounds how many calls run at once, so that one slow dependency cannot take every thread.
 * Thread-safe; nothing is allocated by a call that finds a place.
 */
public final class Bulkhead {
  private final String name;
  private final BulkheadPolicy policy;
  private final NanoClock clock;
  private final Places places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  /** Null unless the limit is adaptive. */
  private final LimitSearch search;

  private Bulkhead(String name, BulkheadPolicy policy, NanoClock clock) {
    this.name = Check.present("bulkhead.name", name);
    this.policy = Check.present("bulkhead.policy", policy);
    this.clock = Check.present("bulkhead.clock", clock);
    places = new Places(policy.limit());
    search = policy.adaptive().map(this::search).orElse(null);
  }

  private LimitSearch search(AdaptiveLimit limit) {
    return new LimitSearch(
        limit.least(),
        limit.most(),
        limit.tolerance(),
        limit.window().toNanos(),
        places,
        clock.nanos());
  }

  /**
   * Makes a bulkhead.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls run and wait
   * @return a new bulkhead
   */
  public static Bulkhead of(String name, BulkheadPolicy policy) {
    return of(name, policy, NanoClock.system());
  }

  /**
   * Makes a bulkhead on a clock of the caller's; only an adaptive limit looks at it.
   *
   * @param name a name for messages and metrics
   * @param policy how many calls run and wait
   * @param clock times the calls
   * @return a new bulkhead
   */
  public static Bulkhead of(String name, BulkheadPolicy policy, NanoClock clock) {
    return new Bulkhead(name, policy, clock);
  }

  /**
   * The name it was made with.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Makes a call when there is a place for it, and waits for one if the policy allows.
   *
   * @param <T> what the task returns
   * @param <X> the checked exception the task may throw
   * @param task the call
   * @return what the task returned
   * @throws X what the task threw
   * @throws BulkheadFullException when there is no place; the task has not begun
   */
  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    if (!places.tryAcquire()) {
      awaitPlace();
    }
    long start = begin();
    T result;
    try {
      result = task.call();
    } catch (Throwable t) {
      leave(start, t);
      throw t;
    }
    leave(start, null);
    return result;
  }

  /**
   * Takes a place if one is free, without waiting. Ending the permit, in whatever way, frees it.
   *
   * @return the permit, or {@code null} when there is no place
   */
  public Permit tryAcquire() {
    if (places.tryAcquire()) {
      return new PlacePermit(this, begin());
    }
    refused.increment();
    return null;
  }

  /**
   * How many calls may run at once, at this moment.
   *
   * @return the limit
   */
  public int limit() {
    return places.limit();
  }

  /**
   * Moves the limit, without waiting for anybody. After a shrink running calls go on, and new ones
   * are refused until fewer run than the limit allows.
   *
   * @param limit how many calls may run at once, 1 to 1,000,000; within its bounds if it is
   *     adaptive
   */
  public void limit(int limit) {
    Optional<AdaptiveLimit> bounds = policy.adaptive();
    int least = bounds.map(AdaptiveLimit::least).orElse(1);
    int most = bounds.map(AdaptiveLimit::most).orElse(1_000_000);
    places.limit(Check.range("bulkhead.limit", limit, least, most));
  }

  /**
   * How many calls are running.
   *
   * @return calls in flight
   */
  public int inFlight() {
    return places.taken();
  }

  /**
   * How many calls are waiting for a place.
   *
   * @return waiting calls
   */
  public int waiting() {
    return Math.min(waiting.get(), policy.maxWaiting());
  }

  /**
   * How many calls have been refused since the bulkhead was made.
   *
   * @return a counter that only rises
   */
  public long refused() {
    return refused.sum();
  }

  private void awaitPlace() {
    boolean interrupted = false;
    if (!policy.maxWait().isZero() && joinQueue()) {
      try {
        if (places.tryAcquire(policy.maxWait().toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        interrupted = true;
      } finally {
        waiting.decrementAndGet();
      }
    }
    refused.increment();
    throw new BulkheadFullException(name, places.limit(), interrupted);
  }

  private boolean joinQueue() {
    if (waiting.incrementAndGet() <= policy.maxWaiting()) {
      return true;
    }
    waiting.decrementAndGet();
    return false;
  }

  private long begin() {
    if (search == null) {
      return 0;
    }
    search.begin();
    return clock.nanos();
  }

  /** The place is free before the search looks at the call, so that no bookkeeping can keep it. */
  void leave(long start, Throwable thrown) {
    places.release();
    if (search != null) {
      boolean late =
          thrown instanceof TimeoutExceededException || thrown instanceof TimeoutException;
      search.end(start, clock.nanos(), late);
    }
  }
}
