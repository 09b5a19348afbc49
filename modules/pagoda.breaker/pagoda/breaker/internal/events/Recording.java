package pagoda.breaker.internal.events;

/**
 * Writes events to the JDK's flight recorder when the running image has it. The classes that need
 * {@code jdk.jfr} are only touched then.
 */
public final class Recording {
  private static final boolean PRESENT = isPresent();

  private Recording() {}

  public static void transition(
      String breaker, String from, String to, long generation, String reason, long openForNanos) {
    if (PRESENT) {
      TransitionEvent.record(breaker, from, to, generation, reason, openForNanos);
    }
  }

  /** Whether anybody records refusals. */
  public static boolean refusalsAreRecorded() {
    return PRESENT && RefusalEvent.isRecorded();
  }

  public static void refusal(String breaker, String state, long retryAfterNanos) {
    if (PRESENT) {
      RefusalEvent.record(breaker, state, retryAfterNanos);
    }
  }

  public static void slowCall(String breaker, long nanos, String verdict) {
    if (PRESENT) {
      SlowCallEvent.record(breaker, nanos, verdict);
    }
  }

  private static boolean isPresent() {
    Module own = Recording.class.getModule();
    return ModuleLayer.boot().findModule("jdk.jfr").filter(own::canRead).isPresent();
  }
}
