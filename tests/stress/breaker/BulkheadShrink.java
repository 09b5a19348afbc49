package stress.breaker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import pagoda.breaker.Bulkhead;
import pagoda.breaker.BulkheadPolicy;
import pagoda.breaker.Permit;

/** A place is given back while the limit shrinks from two to one: one place is left. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "nobody inside, one may enter")
@Outcome(expect = Expect.FORBIDDEN, desc = "a place made or lost")
@State
public class BulkheadShrink {
  private final Bulkhead bulkhead = Bulkhead.of("stress", BulkheadPolicy.defaults().withLimit(2));
  private final Permit permit = bulkhead.tryAcquire();

  @Actor
  public void release() {
    permit.close();
  }

  @Actor
  public void shrink() {
    bulkhead.limit(1);
  }

  @Arbiter
  public void seen(II_Result result) {
    result.r1 = bulkhead.inFlight();
    while (bulkhead.tryAcquire().isGranted()) {
      result.r2++;
    }
  }
}
