package stress.breaker;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import pagoda.breaker.internal.window.SlowTracker;

/**
 * A call ends while another one begins a turn of the ring later, in the same cell, and a third
 * hangs there: two are left, one of them slow.
 */
@JCStressTest
@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "nobody lost, nobody counted twice")
@Outcome(expect = Expect.FORBIDDEN, desc = "a call lost or doubled in the turn")
@State
public class TrackerTurn {
  private static final long TURN = 32;

  private final SlowTracker tracker = new SlowTracker(8, 0);

  public TrackerTurn() {
    tracker.began(0);
    tracker.began(0);
  }

  @Actor
  public void end() {
    tracker.ended(0);
  }

  @Actor
  public void begin() {
    tracker.began(TURN);
  }

  @Arbiter
  public void seen(JJ_Result result) {
    result.r1 = tracker.running();
    result.r2 = tracker.slow(TURN);
  }
}
