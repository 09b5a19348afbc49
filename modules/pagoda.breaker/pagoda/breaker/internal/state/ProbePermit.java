package pagoda.breaker.internal.state;

import pagoda.breaker.Verdict;
import pagoda.breaker.internal.rules.Rules;

/** A probe's permit. */
final class ProbePermit extends CallPermit {
  private final HalfOpen generation;

  ProbePermit(HalfOpen generation, Rules rules, long start) {
    super(generation.breaker, rules, start);
    this.generation = generation;
  }

  @Override
  void finish(long now, Verdict verdict, Throwable thrown) {
    boolean slow = rules.isSlow(now - start);
    breaker.count(verdict, slow, now - start);
    generation.ended(this, now, verdict, slow, thrown);
  }
}
