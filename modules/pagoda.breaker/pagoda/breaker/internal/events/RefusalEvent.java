package pagoda.breaker.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A refused call, in the flight recorder. Off unless asked for: there may be very many. */
@Name("pagoda.breaker.Refusal")
@Label("Circuit Breaker Refusal")
@Category({"Pagoda", "Circuit Breaker"})
@Description("A circuit breaker refused a call")
@Enabled(false)
@StackTrace(false)
final class RefusalEvent extends Event {
  private static final RefusalEvent SWITCH = new RefusalEvent();

  @Label("Breaker")
  String breaker;

  @Label("State")
  String state;

  @Label("Retry After")
  @Timespan
  long retryAfter;

  static boolean isRecorded() {
    return SWITCH.isEnabled();
  }

  static void record(String breaker, String state, long retryAfterNanos) {
    if (SWITCH.isEnabled()) {
      RefusalEvent event = new RefusalEvent();
      event.breaker = breaker;
      event.state = state;
      event.retryAfter = retryAfterNanos;
      event.commit();
    }
  }
}
