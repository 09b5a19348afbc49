package stress.breaker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Totals;

/** One permit is ended twice at once, as a success and as a failure: one of the two counts. */
@JCStressTest
@Outcome(
    id = {"1, 0", "0, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "the first verdict wins")
@Outcome(expect = Expect.FORBIDDEN, desc = "both or neither")
@State
public class OneVerdict {
  private final CircuitBreaker breaker = Breakers.closed(new Breakers.Clock(), 5);
  private final Permit call = breaker.tryAcquire();

  @Actor
  public void succeed() {
    call.success();
  }

  @Actor
  public void fail() {
    call.failure();
  }

  @Arbiter
  public void seen(JJ_Result result) {
    Totals totals = breaker.snapshot().totals();
    result.r1 = totals.succeeded();
    result.r2 = totals.failed();
  }
}
