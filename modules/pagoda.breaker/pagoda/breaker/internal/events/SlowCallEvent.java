package pagoda.breaker.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A call that took longer than the breaker's threshold, in the flight recorder. */
@Name("pagoda.breaker.SlowCall")
@Label("Circuit Breaker Slow Call")
@Category({"Pagoda", "Circuit Breaker"})
@Description("A call took longer than its circuit breaker calls slow")
final class SlowCallEvent extends Event {
  private static final SlowCallEvent SWITCH = new SlowCallEvent();

  @Label("Breaker")
  String breaker;

  @Label("Took")
  @Timespan
  long took;

  @Label("Verdict")
  String verdict;

  static void record(String breaker, long nanos, String verdict) {
    if (SWITCH.isEnabled()) {
      SlowCallEvent event = new SlowCallEvent();
      event.breaker = breaker;
      event.took = nanos;
      event.verdict = verdict;
      event.commit();
    }
  }
}
