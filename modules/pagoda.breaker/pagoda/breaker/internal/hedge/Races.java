package pagoda.breaker.internal.hedge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.Measurement;
import pagoda.breaker.NanoClock;
import pagoda.breaker.ResilienceEvent.BudgetExhausted;
import pagoda.breaker.ResilienceEvent.Hedged;
import pagoda.breaker.Task;
import pagoda.breaker.internal.events.EventHub;
import pagoda.breaker.internal.measure.Measures;
import pagoda.breaker.internal.retry.Budget;
import pagoda.breaker.internal.rules.Causes;
import pagoda.breaker.internal.rules.Check;
import pagoda.breaker.internal.rules.Warnings;

/** What all calls of a hedge share: its policy, its budget, and how long calls take. */
public final class Races {
  public final HedgePolicy policy;
  public final EventHub hub = new EventHub();
  final NanoClock clock;
  private final Budget budget;
  private final LongAdder hedged = new LongAdder();
  private final LongAdder won = new LongAdder();
  private final LongAdder exhausted = new LongAdder();

  /** Null when the delay is fixed. */
  private final Latencies latencies;

  public Races(HedgePolicy policy, Budget budget, NanoClock clock) {
    this.policy = Check.present("hedge.policy", policy);
    this.budget = budget;
    this.clock = Check.present("hedge.clock", clock);
    latencies =
        policy.quantile().isEmpty()
            ? null
            : new Latencies(policy.quantile().getAsDouble(), policy.delay().toNanos());
  }

  public <T> CompletableFuture<T> callAsync(Supplier<? extends CompletionStage<? extends T>> task) {
    budget.deposit();
    HedgedCall<T> race = new HedgedCall<>(this, call -> new StageLeg<>(call, task));
    race.start();
    return race;
  }

  public <T, X extends Exception> T call(Task<? extends T, X> task) throws X {
    budget.deposit();
    HedgedCall<T> race = new HedgedCall<>(this, call -> new ThreadLeg<>(call, task));
    race.start();
    return race.<X>await();
  }

  public long delayNanos() {
    return latencies == null ? policy.delay().toNanos() : latencies.current();
  }

  public long hedged() {
    return hedged.sum();
  }

  public long won() {
    return won.sum();
  }

  public List<Measurement> measurements() {
    return Measures.of(policy.name())
        .counter("hedge.calls", hedged())
        .counter("hedge.won", won())
        .counter("hedge.exhausted", exhausted.sum())
        .gauge("hedge.delay.seconds", Duration.ofNanos(delayNanos()))
        .list();
  }

  /** Takes one call off the budget, if there is one; may be asked under a lock. */
  boolean pays() {
    return budget.withdraw();
  }

  /** There was no budget for a call on top of so many. */
  void exhausted(int made) {
    exhausted.increment();
    if (hub.hears(BudgetExhausted.class)) {
      hub.tell(new BudgetExhausted(policy.name(), made));
    }
  }

  /** A call begins on top of so many, so long after the first. */
  void begins(int made, long nanos) {
    hedged.increment();
    if (hub.hears(Hedged.class)) {
      hub.tell(new Hedged(policy.name(), made + 1, Duration.ofNanos(Math.max(0, nanos))));
    }
  }

  /** A call was answered, after so long. */
  void answered(long nanos, boolean byFirst) {
    if (latencies != null) {
      latencies.add(nanos);
    }
    if (!byFirst) {
      won.increment();
    }
  }

  boolean isGood(Object result) {
    try {
      return !policy.failingOn().test(result);
    } catch (Throwable e) {
      Warnings.warn("a hedge's predicate threw, so the result is taken", e);
      return true;
    }
  }

  /** Whether what ended without success makes the next call begin at once. */
  boolean hastens(Throwable thrown) {
    Throwable inner = Causes.unwrap(thrown);
    if (!(thrown instanceof Exception failure) || Causes.neutral(inner)) {
      return false;
    }
    try {
      return policy.hedgeOn().test(failure);
    } catch (Throwable e) {
      Warnings.warn("a hedge's predicate threw, so the next call is not hastened", e);
      return false;
    }
  }
}
