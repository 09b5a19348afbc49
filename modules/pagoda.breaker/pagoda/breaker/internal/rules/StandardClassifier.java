package pagoda.breaker.internal.rules;

import pagoda.breaker.Classifier;
import pagoda.breaker.Verdict;

/** Thrown is a failure, returned is a success. */
public final class StandardClassifier implements Classifier {
  public static final StandardClassifier INSTANCE = new StandardClassifier();

  private StandardClassifier() {}

  @Override
  public Verdict returned(Object result) {
    return Verdict.SUCCESS;
  }

  @Override
  public Verdict threw(Throwable thrown) {
    return Causes.neutral(thrown) ? Verdict.IGNORE : Verdict.FAILURE;
  }

  @Override
  public String toString() {
    return "Classifier.standard()";
  }
}
