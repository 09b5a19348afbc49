package pagoda.breaker.internal.bulkhead;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import pagoda.breaker.AdaptiveLimit;
import pagoda.breaker.BulkheadFullException;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Permit;
import pagoda.breaker.ResilienceEvent.Refused;
import pagoda.breaker.ResilienceEvent.Refuser;
import pagoda.breaker.Task;
import pagoda.breaker.TimeoutExceededException;
import pagoda.breaker.internal.async.Handover;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.rules.Check;

/** A bulkhead: its places, those who wait for one, and the search for how many there should be. */
public final class Compartment {
  public final EventHub hub = new EventHub();
  final String name;
  private final BulkheadPolicy policy;
  private final NanoClock clock;
  private final Places places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  private final Line line = new Line();
  private final NoPlace noPlace = new NoPlace(this);

  /** Null unless the limit is adaptive. */
  private final LimitSearch search;

  public Compartment(String name, BulkheadPolicy policy, NanoClock clock) {
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

  /** Makes a call that is asynchronous, and waits for a place without a thread if it may. */
  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    PlacedCall<T> call = new PlacedCall<>(this, task);
    if (places.tryAcquire()) {
      call.start(new PlacePermit(this, begin()));
    } else if (!policy.maxWait().isZero() && joinQueue()) {
      line.add(call);
      call.waits(clock.after(policy.maxWait(), () -> refuse(call)));
      serve();
    } else {
      countRefusal();
      return CompletableFuture.failedFuture(full(false));
    }
    return call;
  }

  private void refuse(PlacedCall<?> call) {
    if (leaveLine(call)) {
      countRefusal();
      call.refuse();
    }
  }

  /** False when the call was not in line any more. */
  boolean leaveLine(PlacedCall<?> call) {
    boolean waited = line.remove(call);
    if (waited) {
      waiting.decrementAndGet();
    }
    return waited;
  }

  /** Gives free places to those in line. Whoever frees a place and whoever joins the line asks. */
  private void serve() {
    while (!line.isEmpty() && places.tryAcquire()) {
      Optional<PlacedCall<?>> first = line.removeFirst();
      if (first.isPresent()) {
        waiting.decrementAndGet();
        PlacedCall<?> call = first.get();
        call.noLongerWaits();
        Permit place = new PlacePermit(this, begin());
        Handover.run(() -> call.start(place)); // neither on nor below another call's end
      } else {
        places.release();
      }
    }
  }

  BulkheadFullException full(boolean interrupted) {
    return new BulkheadFullException(name, places.limit(), interrupted);
  }

  public Permit tryAcquire() {
    if (places.tryAcquire()) {
      return new PlacePermit(this, begin());
    }
    countRefusal();
    return noPlace;
  }

  public int limit() {
    return places.limit();
  }

  public void limit(int limit) {
    Optional<AdaptiveLimit> bounds = policy.adaptive();
    int least = bounds.map(AdaptiveLimit::least).orElse(1);
    int most = bounds.map(AdaptiveLimit::most).orElse(1_000_000);
    places.limit(Check.range("bulkhead.limit", limit, least, most));
    serve();
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
    countRefusal();
    throw full(interrupted);
  }

  private void countRefusal() {
    refused.increment();
    if (hub.hears(Refused.class)) {
      hub.tell(new Refused(name, Refuser.BULKHEAD, Duration.ZERO));
    }
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
    serve();
  }
}
