package pagoda.breaker;

import java.time.Duration;

/** Every call passes and nothing follows from it. */
final class Disabled extends Generation {
  Disabled(Lifecycle breaker, long number, Reason reason, long since) {
    super(breaker, number, reason, since);
  }

  @Override
  State state() {
    return State.DISABLED;
  }

  @Override
  CallPermit admit(long now) {
    return new FreePermit(breaker, now);
  }

  @Override
  boolean refuses(long now) {
    return false;
  }

  /** Never asked for: nobody is refused. */
  @Override
  Refusal circumstances() {
    return new Refusal(breaker.name, State.DISABLED, reason, Duration.ZERO);
  }
}
