package pagoda.breaker.internal;

import pagoda.breaker.State;
import pagoda.breaker.Transition;
import pagoda.breaker.Verdict;

/**
 * Writes events to the JDK's flight recorder when the running image has it. The classes that need
 * {@code jdk.jfr} are only touched then.
 */
final class Recording {
  private static final boolean PRESENT = isPresent();

  private Recording() {}

  static void transition(Transition transition) {
    if (PRESENT) {
      TransitionEvent.record(transition);
    }
  }

  static void refusal(String breaker, State state, long retryAfterNanos) {
    if (PRESENT) {
      RefusalEvent.record(breaker, state, retryAfterNanos);
    }
  }

  static void slowCall(String breaker, long nanos, Verdict verdict) {
    if (PRESENT) {
      SlowCallEvent.record(breaker, nanos, verdict);
    }
  }

  private static boolean isPresent() {
    Module own = Recording.class.getModule();
    return ModuleLayer.boot().findModule("jdk.jfr").filter(own::canRead).isPresent();
  }
}
