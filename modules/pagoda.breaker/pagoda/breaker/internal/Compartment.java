package pagoda.breaker.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Permit;
import pagoda.breaker.Task;
import pagoda.breaker.TimeoutExceededException;

/** A bulkhead's places, those who wait for one, and the search for a good limit. */
public final class Compartment {
  private final String name;
  private final BulkheadPolicy policy;
  private final Places places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  /** Null unless the limit is adaptive. */
  private final LimitSearch search;

  public Compartment(String name, BulkheadPolicy policy, NanoClock clock) {
    this.name = name;
    this.policy = policy;
    places = new Places(policy.limit());
    search = policy.adaptive().map(limit -> new LimitSearch(limit, clock, places)).orElse(null);
  }

  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    if (!places.tryAcquire()) {
      awaitPlace();
    }
    long start = search == null ? 0 : search.begin();
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

  public Permit tryAcquire() {
    if (places.tryAcquire()) {
      return new Place(search == null ? 0 : search.begin());
    }
    refused.increment();
    return null;
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

  /** The place is free before the search looks at the call, so that no bookkeeping can keep it. */
  private void leave(long start, Throwable thrown) {
    places.release();
    if (search != null) {
      search.end(
          start, thrown instanceof TimeoutExceededException || thrown instanceof TimeoutException);
    }
  }

  public int limit() {
    return places.limit();
  }

  public void limit(int limit) {
    int least = policy.adaptive().isPresent() ? policy.adaptive().get().least() : 1;
    int most = policy.adaptive().isPresent() ? policy.adaptive().get().most() : 1_000_000;
    places.limit(Check.range("bulkhead.limit", limit, least, most));
  }

  public int inFlight() {
    return places.taken();
  }

  public int waiting() {
    return Math.min(waiting.get(), policy.maxWaiting());
  }

  public long refused() {
    return refused.sum();
  }

  /** A place held by a permit. */
  private final class Place implements Permit {
    private final AtomicBoolean left = new AtomicBoolean();
    private final long start;

    Place(long start) {
      this.start = start;
    }

    @Override
    public void success() {
      end(null);
    }

    @Override
    public void failure(Throwable thrown) {
      end(thrown);
    }

    @Override
    public void ignore() {
      end(null);
    }

    @Override
    public void close() {
      end(null);
    }

    private void end(Throwable thrown) {
      if (left.compareAndSet(false, true)) {
        leave(start, thrown);
      }
    }
  }
}
