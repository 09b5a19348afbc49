package pagoda.breaker;

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
