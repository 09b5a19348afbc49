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

/** Two calls fail at once, and two in a row are too many: open, by one transition. */
@JCStressTest
@Outcome(id = "OPEN, 1", expect = Expect.ACCEPTABLE, desc = "both counted, one transition")
@Outcome(expect = Expect.FORBIDDEN, desc = "a failure lost, or two transitions")
@State
public class FailuresInARow {
  private final CircuitBreaker breaker = Breakers.closed(new Breakers.Clock(), 2);
  private final Permit first = breaker.tryAcquire();
  private final Permit second = breaker.tryAcquire();

  @Actor
  public void first() {
    first.failure();
  }

  @Actor
  public void second() {
    second.failure();
  }

  @Arbiter
  public void seen(LJ_Result result) {
    Snapshot now = breaker.snapshot();
    result.r1 = now.state();
    result.r2 = now.generation();
  }
}
