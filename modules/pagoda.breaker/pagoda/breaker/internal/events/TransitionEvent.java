package pagoda.breaker.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A change of a breaker's state, in the flight recorder. */
@Name("pagoda.breaker.Transition")
@Label("Circuit Breaker Transition")
@Category({"Pagoda", "Circuit Breaker"})
@Description("A circuit breaker went from one state to another")
@StackTrace(false)
final class TransitionEvent extends Event {
  private static final TransitionEvent SWITCH = new TransitionEvent();

  @Label("Breaker")
  String breaker;

  @Label("From")
  String from;

  @Label("To")
  String to;

  @Label("Generation")
  long generation;

  @Label("Reason")
  String reason;

  @Label("Open For")
  @Timespan
  long openFor;

  static void record(
      String breaker, String from, String to, long generation, String reason, long openForNanos) {
    if (SWITCH.isEnabled()) {
      TransitionEvent event = new TransitionEvent();
      event.breaker = breaker;
      event.from = from;
      event.to = to;
      event.generation = generation;
      event.reason = reason;
      event.openFor = openForNanos;
      event.commit();
    }
  }
}
