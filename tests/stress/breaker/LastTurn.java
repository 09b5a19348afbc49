package stress.breaker;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import pagoda.breaker.RateLimiter;
import pagoda.breaker.RateLimiterPolicy;

/** Two calls come for the one turn there is. */
@JCStressTest
@Outcome(
    id = {"true, false", "false, true"},
    expect = Expect.ACCEPTABLE,
    desc = "one of them gets it")
@Outcome(expect = Expect.FORBIDDEN, desc = "both or neither")
@State
public class LastTurn {
  private final RateLimiter limiter =
      RateLimiter.of(
          "stress", RateLimiterPolicy.defaults().withRate(1, Duration.ofDays(1)), () -> 0);

  @Actor
  public void first(ZZ_Result result) {
    result.r1 = limiter.tryAcquire().isGranted();
  }

  @Actor
  public void second(ZZ_Result result) {
    result.r2 = limiter.tryAcquire().isGranted();
  }
}
