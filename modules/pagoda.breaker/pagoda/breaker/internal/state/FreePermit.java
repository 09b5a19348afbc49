package pagoda.breaker.internal.state;

import pagoda.breaker.Verdict;

/** A permit of a disabled breaker: its end is counted and has no consequence. */
final class FreePermit extends CallPermit {
  FreePermit(Lifecycle breaker, long start) {
    super(breaker, breaker.rules(), start);
  }

  @Override
  void finish(long now, Verdict verdict, Object result, Throwable thrown) {
    breaker.count(verdict, rules.isSlow(now - start), now - start);
  }
}
