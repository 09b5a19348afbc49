package pagoda.breaker.internal;

import pagoda.breaker.Totals;

/** Counts every call of a breaker, whatever its state. */
final class Tally {
  private static final int ADMITTED = 0;
  private static final int SUCCEEDED = 1;
  private static final int FAILED = 2;
  private static final int IGNORED = 3;
  private static final int SLOW = 4;
  private static final int REFUSED = 5;

  private final Stripes stripes = new Stripes(6);

  void admitted() {
    stripes.increment(ADMITTED);
  }

  void succeeded() {
    stripes.increment(SUCCEEDED);
  }

  void failed() {
    stripes.increment(FAILED);
  }

  void ignored() {
    stripes.increment(IGNORED);
  }

  void slow() {
    stripes.increment(SLOW);
  }

  void refused() {
    stripes.increment(REFUSED);
  }

  /** Reads the ends before the beginnings, so that no more calls seem to have ended than begun. */
  Totals totals() {
    long succeeded = stripes.sum(SUCCEEDED);
    long failed = stripes.sum(FAILED);
    long ignored = stripes.sum(IGNORED);
    long slow = stripes.sum(SLOW);
    long refused = stripes.sum(REFUSED);
    return new Totals(stripes.sum(ADMITTED), succeeded, failed, ignored, slow, refused);
  }
}
