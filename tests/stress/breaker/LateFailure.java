package stress.breaker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;
import pagoda.breaker.Snapshot;

/**
 * A call fails while somebody resets the breaker. Whichever is first, the new generation is closed
 * and knows of no failure.
 */
@JCStressTest
@Outcome(id = "CLOSED, 0", expect = Expect.ACCEPTABLE, desc = "the new generation is clean")
@Outcome(expect = Expect.FORBIDDEN, desc = "a late failure counted in the next generation")
@State
public class LateFailure {
  private final CircuitBreaker breaker = Breakers.closed(new Breakers.Clock(), 1);
  private final Permit call = breaker.tryAcquire();

  @Actor
  public void fail() {
    call.failure();
  }

  @Actor
  public void reset() {
    breaker.reset();
  }

  @Arbiter
  public void seen(LI_Result result) {
    Snapshot now = breaker.snapshot();
    result.r1 = now.state();
    result.r2 = now.failures() + now.window().calls();
  }
}
