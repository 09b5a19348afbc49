package pagoda.breaker.internal.state;

import java.time.Duration;
import pagoda.breaker.Reason;
import pagoda.breaker.Refusal;
import pagoda.breaker.State;

/** Every call is refused until somebody resets the breaker. */
final class Isolated extends Generation {
  private final Refusal circumstances;

  Isolated(Lifecycle breaker, long number, Reason reason, long since) {
    super(breaker, number, reason, since);
    circumstances = new Refusal(breaker.name, State.ISOLATED, reason, Duration.ZERO);
  }

  @Override
  State state() {
    return State.ISOLATED;
  }

  @Override
  CallPermit admit(long now) {
    return null;
  }

  @Override
  boolean refuses(long now) {
    return true;
  }

  @Override
  Refusal circumstances() {
    return circumstances;
  }
}
