package pagoda.breaker.internal.rules;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import pagoda.breaker.Verdict;

/** Asks a classifier, and survives it. */
public final class Judge {
  private static final Logger LOG = System.getLogger("pagoda.breaker");

  private Judge() {}

  public static Verdict returned(Rules rules, Object result) {
    return rules.standardClassifier ? Verdict.SUCCESS : ask(rules, result, null);
  }

  public static Verdict threw(Rules rules, Throwable thrown) {
    if (thrown == null) {
      return Verdict.FAILURE;
    }
    Throwable inner = Causes.unwrap(thrown);
    if (Causes.neutral(inner)) {
      return Verdict.IGNORE;
    }
    return rules.standardClassifier ? Verdict.FAILURE : ask(rules, null, inner);
  }

  /** A classifier that throws, or has no verdict, makes a failure; the caller must not notice. */
  private static Verdict ask(Rules rules, Object result, Throwable thrown) {
    try {
      Verdict verdict = rules.policy.classifier().classify(result, thrown);
      if (verdict != null) {
        return verdict;
      }
      report(rules, null);
    } catch (Throwable t) {
      report(rules, t);
    }
    return Verdict.FAILURE;
  }

  private static void report(Rules rules, Throwable thrown) {
    if (rules.classifierReported.compareAndSet(false, true)) {
      String what = thrown == null ? "returned null" : "threw";
      LOG.log(Level.WARNING, "a classifier " + what + ", which counts as a failure", thrown);
    }
  }
}
