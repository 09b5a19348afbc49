package pagoda.breaker.internal.state;

import java.time.Duration;
import pagoda.breaker.Reason;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;

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
