package stress.breaker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import pagoda.breaker.Counts;
import pagoda.breaker.internal.window.CountWindow;

/** Results at once in a window of one: the totals end as what the ring holds. */
@JCStressTest
@Outcome(
    id = "true, true, true",
    expect = Expect.ACCEPTABLE,
    desc = "one result, and sane on the way")
@Outcome(expect = Expect.FORBIDDEN, desc = "totals and ring disagree, or a total was negative")
@State
public class WindowTotals {
  private static final byte FAILED = 5;
  private static final byte SLOW = 6;

  private final CountWindow window = new CountWindow(1);

  @Actor
  public void succeed(ZZZ_Result result) {
    window.success(0);
    window.add(SLOW, 0);
    result.r1 = isSane(window.counts(0));
  }

  @Actor
  public void fail(ZZZ_Result result) {
    window.add(FAILED, 0);
    result.r2 = isSane(window.counts(0));
  }

  @Arbiter
  public void seen(ZZZ_Result result) {
    Counts counts = window.counts(0);
    result.r3 = counts.equals(window.verified(0)) && counts.calls() == 1;
  }

  private static boolean isSane(Counts counts) {
    return counts.calls() <= 3 && counts.failed() <= 3 && counts.slow() <= 3;
  }
}
