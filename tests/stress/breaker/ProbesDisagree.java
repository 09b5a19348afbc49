package stress.breaker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJ_Result;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Snapshot;

/** One of two probes succeeds, the other fails, at once: open, by one transition. */
@JCStressTest
@Outcome(id = "OPEN, 3", expect = Expect.ACCEPTABLE, desc = "tripped, half-open, open")
@Outcome(expect = Expect.FORBIDDEN, desc = "closed by half of its probes, or moved twice")
@State
public class ProbesDisagree {
  private final CircuitBreaker breaker = Breakers.readyToTest(new Breakers.Clock(), 2);
  private final Permit first = breaker.tryAcquire();
  private final Permit second = breaker.tryAcquire();

  @Actor
  public void succeed() {
    first.success();
  }

  @Actor
  public void fail() {
    second.failure();
  }

  @Arbiter
  public void seen(LJ_Result result) {
    Snapshot now = breaker.snapshot();
    result.r1 = now.state();
    result.r2 = now.generation();
  }
}
