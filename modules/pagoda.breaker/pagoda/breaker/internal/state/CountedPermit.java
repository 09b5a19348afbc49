package pagoda.breaker.internal.state;

import pagoda.breaker.Verdict;
import pagoda.breaker.internal.rules.Ledger;

/** A permit of a generation that counts results. */
final class CountedPermit extends CallPermit {
  private final Counting generation;
  private final Ledger ledger;

  CountedPermit(Counting generation, Ledger ledger, long start) {
    super(generation.breaker, ledger.rules, start);
    this.generation = generation;
    this.ledger = ledger;
  }

  @Override
  void finish(long now, Verdict verdict, Object result, Throwable thrown) {
    generation.finish(ledger, start, now, verdict, result, thrown);
  }
}
