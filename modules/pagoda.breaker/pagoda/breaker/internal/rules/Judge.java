package pagoda.breaker.internal.rules;

import pagoda.breaker.Verdict;

/** Asks a classifier, and survives it. */
public final class Judge {
  private Judge() {}

  public static Verdict returned(Rules rules, Object result) {
    if (rules.standardClassifier) {
      return Verdict.SUCCESS;
    }
    try {
      return present(rules, rules.policy.classifier().returned(result));
    } catch (Throwable t) {
      return broken(rules, t);
    }
  }

  public static Verdict threw(Rules rules, Throwable thrown) {
    Throwable inner = Causes.unwrap(thrown);
    if (rules.standardClassifier) {
      return StandardClassifier.INSTANCE.threw(inner);
    }
    try {
      return present(rules, rules.policy.classifier().threw(inner));
    } catch (Throwable t) {
      return broken(rules, t);
    }
  }

  private static Verdict present(Rules rules, Verdict verdict) {
    return verdict == null ? broken(rules, null) : verdict;
  }

  /** A classifier that throws, or has no verdict, makes a failure; the caller must not notice. */
  private static Verdict broken(Rules rules, Throwable thrown) {
    report(rules, thrown);
    return Verdict.FAILURE;
  }

  private static void report(Rules rules, Throwable thrown) {
    if (rules.classifierReported.compareAndSet(false, true)) {
      String what = thrown == null ? "returned null" : "threw";
      Warnings.warn("a classifier " + what + ", which counts as a failure", thrown);
    }
  }
}
