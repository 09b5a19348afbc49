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
  void finish(long now, Verdict verdict, Object result, Throwable thrown) {
    boolean slow = rules.isSlow(now - start);
    breaker.count(verdict, slow, now - start);
    long asked = verdict == Verdict.FAILURE ? rules.askedNanos(result, thrown) : 0;
    generation.ended(this, now, verdict, slow, thrown, asked);
  }
}
