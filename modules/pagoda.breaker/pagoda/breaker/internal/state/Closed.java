package pagoda.breaker.internal.state;

import pagoda.breaker.Reason;
import pagoda.breaker.State;
import pagoda.breaker.internal.rules.Ledger;

/** Every call passes. */
final class Closed extends Counting {
  Closed(Lifecycle breaker, long number, Reason reason, long since, Ledger ledger) {
    super(breaker, number, reason, since, ledger);
  }

  @Override
  State state() {
    return State.CLOSED;
  }
}
