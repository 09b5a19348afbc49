package pagoda.breaker;

/** Thrown is a failure, returned is a success. */
final class StandardClassifier implements Classifier {
  static final StandardClassifier INSTANCE = new StandardClassifier();

  private StandardClassifier() {}

  @Override
  public Verdict classify(Object result, Throwable thrown) {
    return thrown == null ? Verdict.SUCCESS : Verdict.FAILURE;
  }

  @Override
  public String toString() {
    return "Classifier.standard()";
  }
}
