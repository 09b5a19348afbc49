package stress.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Totals;

/** A stage that ends while its caller cancels: one of them wins, and what is booked says which. */
@JCStressTest
@Outcome(id = "true, false, success", expect = ACCEPTABLE, desc = "the stage was first")
@Outcome(id = "true, true, ignored", expect = ACCEPTABLE, desc = "the caller was first")
@Outcome(id = "false, true, ignored", expect = ACCEPTABLE, desc = "the stage was cancelled too")
@State
public class AsyncEnds {
  private final CircuitBreaker breaker = Breakers.closed(new Breakers.Clock(), 3);
  private final CompletableFuture<String> stage = new CompletableFuture<>();
  private final CompletableFuture<String> call = breaker.callAsync(() -> stage);

  @Actor
  public void end(ZZL_Result r) {
    r.r1 = stage.complete("well");
  }

  @Actor
  public void cancel(ZZL_Result r) {
    r.r2 = call.cancel(true);
  }

  @Arbiter
  public void look(ZZL_Result r) {
    Totals totals = breaker.snapshot().totals();
    boolean one = totals.succeeded() + totals.ignored() == 1 && call.isDone();
    boolean agrees = call.isCancelled() == (totals.ignored() == 1);
    r.r3 = !one || !agrees ? totals.toString() : totals.succeeded() == 1 ? "success" : "ignored";
  }
}
