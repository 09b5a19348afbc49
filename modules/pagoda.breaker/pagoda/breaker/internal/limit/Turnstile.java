package pagoda.breaker.internal.limit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Permit;
import pagoda.breaker.RateLimitedException;
import pagoda.breaker.RateLimiterPolicy;
import pagoda.breaker.ResilienceEvent.Refused;
import pagoda.breaker.ResilienceEvent.Refuser;
import pagoda.breaker.internal.async.Handover;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.rules.Check;

/** Lets calls begin by a pace, and holds those that may wait for their turn. */
public final class Turnstile {
  public final EventHub hub = new EventHub();
  private final String name;
  private final RateLimiterPolicy policy;
  private final NanoClock clock;
  private final long interval;
  private final long longestWait;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  public Turnstile(String name, RateLimiterPolicy policy, NanoClock clock) {
    this.name = Check.present("limiter.name", name);
    this.policy = Check.present("limiter.policy", policy);
    this.clock = Check.present("limiter.clock", clock);
    interval = Math.ceilDiv(policy.period().toNanos(), policy.permits());
    longestWait = policy.maxWait().toNanos();
  }

  public Pace pace() {
    return new Pace(interval, policy.burst(), clock.nanos());
  }

  public String name() {
    return name;
  }

  public int waiting() {
    return waiting.get();
  }

  public long refused() {
    return refused.sum();
  }

  NanoClock clock() {
    return clock;
  }

  long interval() {
    return interval;
  }

  /**
   * A turn that was taken, or could not be.
   *
   * @param away as {@link Pace#take} returns it
   */
  record Turn(Pace pace, long takenAt, long away) {}

  Turn take(Pace pace, boolean mayWait) {
    long now = clock.nanos();
    return new Turn(pace, now, mayWait ? reserve(pace, now) : pace.take(now, 0));
  }

  public Permit tryPass(Pace pace) {
    return pace.take(clock.nanos(), 0) == 0 ? FreePass.GRANTED : noPass(pace);
  }

  Permit permit(Turn turn) {
    return turn.away == 0 ? FreePass.GRANTED : noPass(turn.pace);
  }

  private Permit noPass(Pace pace) {
    countRefusal(pace.next(clock.nanos()));
    return new NoPass(this, pace);
  }

  /** Returns when the call may begin, or throws. */
  public void pass(Pace pace) {
    long now = clock.nanos();
    pass(pace, now, reserve(pace, now));
  }

  void pass(Turn turn) {
    pass(turn.pace, turn.takenAt, turn.away);
  }

  private void pass(Pace pace, long now, long wait) {
    if (wait < 0) {
      throw refuse(~wait, false);
    }
    if (wait > 0) {
      sleep(pace, now, wait);
    }
  }

  /** As {@link Pace#take}, with room for one more that waits if the turn has not come. */
  private long reserve(Pace pace, long now) {
    long at = pace.take(now, 0);
    if (at == 0 || longestWait == 0) {
      return at;
    }
    if (waiting.incrementAndGet() > policy.maxWaiting()) {
      waiting.decrementAndGet();
      return at;
    }
    long wait = pace.take(now, longestWait);
    if (wait <= 0) {
      waiting.decrementAndGet();
    }
    return wait;
  }

  private void sleep(Pace pace, long now, long wait) {
    try {
      clock.sleep(Duration.ofNanos(wait));
    } catch (InterruptedException e) {
      pace.giveBack(now, wait);
      Thread.currentThread().interrupt();
      throw refuse(wait, true);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void countRefusal(long nanos) {
    refused.increment();
    if (hub.hears(Refused.class)) {
      hub.tell(new Refused(name, Refuser.LIMITER, Duration.ofNanos(nanos)));
    }
  }

  RateLimitedException refuse(long wait, boolean interrupted) {
    countRefusal(wait);
    return refusal(wait, interrupted);
  }

  RateLimitedException refusal(long wait, boolean interrupted) {
    return new RateLimitedException(name, Duration.ofNanos(wait), interrupted);
  }

  /** Begins the call at once or, on a thread of its own, when its turn has come. */
  public <T> CompletableFuture<T> callAsync(
      Pace pace, Supplier<? extends CompletionStage<? extends T>> task) {
    return callAsync(take(pace, true), task);
  }

  <T> CompletableFuture<T> callAsync(
      Turn turn, Supplier<? extends CompletionStage<? extends T>> task) {
    if (turn.away < 0) {
      return CompletableFuture.failedFuture(refuse(~turn.away, false));
    }
    LimitedCall<T> call = new LimitedCall<>(this, turn);
    if (turn.away == 0) {
      call.begin(task);
    } else {
      Duration wait = Duration.ofNanos(turn.away);
      call.waits(clock.after(wait, () -> Handover.run(() -> call.turn(task))));
    }
    return call;
  }

  void noLongerWaits() {
    waiting.decrementAndGet();
  }
}
