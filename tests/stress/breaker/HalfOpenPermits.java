package stress.breaker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import pagoda.breaker.CircuitBreaker;

/** Two callers find an opening over: one permit, one probe. */
@JCStressTest
@Outcome(
    id = {"true, false", "false, true"},
    expect = Expect.ACCEPTABLE,
    desc = "one of two")
@Outcome(expect = Expect.FORBIDDEN, desc = "a permit made or lost")
@State
public class HalfOpenPermits {
  private final CircuitBreaker breaker = Breakers.readyToTest(new Breakers.Clock(), 1);

  @Actor
  public void first(ZZ_Result result) {
    result.r1 = breaker.tryAcquire().isGranted();
  }

  @Actor
  public void second(ZZ_Result result) {
    result.r2 = breaker.tryAcquire().isGranted();
  }
}
