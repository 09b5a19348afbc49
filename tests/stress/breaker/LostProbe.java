package stress.breaker;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Permit;

/**
 * A probe's lease is over. It succeeds, at last, while another call asks for a permit: either it
 * was in time and closed the breaker, or it was given up for exactly one other.
 */
@JCStressTest
@Outcome(id = "true, true, CLOSED", expect = Expect.ACCEPTABLE, desc = "in time")
@Outcome(id = "true, false, HALF_OPEN", expect = Expect.ACCEPTABLE, desc = "given up")
@Outcome(expect = Expect.FORBIDDEN, desc = "a lost probe decided, or two took its place")
@State
public class LostProbe {
  private final CircuitBreaker breaker;
  private final Permit lost;

  public LostProbe() {
    Breakers.Clock clock = new Breakers.Clock();
    breaker = Breakers.readyToTest(clock, 1);
    lost = breaker.tryAcquire();
    clock.nanos += Duration.ofHours(1).toNanos();
  }

  @Actor
  public void probe() {
    lost.success();
  }

  @Actor
  public void other(ZZL_Result result) {
    result.r1 = breaker.tryAcquire().isGranted();
  }

  @Arbiter
  public void seen(ZZL_Result result) {
    result.r2 = breaker.tryAcquire().isGranted();
    result.r3 = breaker.snapshot().state();
  }
}
