package stress.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Hedge;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.Resilience;
import pagoda.breaker.RetryBudget;
import pagoda.breaker.Totals;

/** Two calls of one hedge that are answered at once: one wins, and both are booked. */
@JCStressTest
@Outcome(id = "first, 2", expect = ACCEPTABLE, desc = "the first call won")
@Outcome(id = "second, 2", expect = ACCEPTABLE, desc = "the one on top won")
@State
public class HedgeEnds {
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final CompletableFuture<String> second = new CompletableFuture<>();
  private final CircuitBreaker breaker = Breakers.closed(new Breakers.Clock(), 3);
  private final CompletableFuture<String> call;

  /** The alarm of the hedge, which is set before the first call begins. */
  private Runnable alarm;

  public HedgeEnds() {
    NanoClock clock =
        new NanoClock() {
          @Override
          public long nanos() {
            return 0;
          }

          @Override
          public Runnable after(Duration time, Runnable work) {
            alarm = work;
            return () -> {};
          }
        };
    Hedge hedge = Hedge.of(HedgePolicy.defaults(), RetryBudget.of(0, 1, clock), clock);
    AtomicInteger begun = new AtomicInteger();
    call =
        Resilience.none()
            .with(hedge)
            .with(breaker)
            .callAsync(() -> begun.getAndIncrement() == 0 ? first : second);
    alarm.run();
    while (second.getNumberOfDependents() == 0) {
      Thread.onSpinWait();
    }
  }

  @Actor
  public void endFirst() {
    first.complete("first");
  }

  @Actor
  public void endSecond() {
    second.complete("second");
  }

  @Arbiter
  public void look(LL_Result r) {
    Totals totals = breaker.snapshot().totals();
    r.r1 = call.getNow("none");
    r.r2 = totals.succeeded() + totals.ignored();
  }
}
