package pagoda.breaker.internal.window;

import pagoda.breaker.Totals;

/** Counts the ends of a breaker's calls, and its refusals, whatever its state. */
public final class Tally {
  private static final int SUCCEEDED = 0;
  private static final int FAILED = 1;
  private static final int IGNORED = 2;
  private static final int SLOW = 3;
  private static final int REFUSED = 4;

  private final Stripes stripes = new Stripes(5);

  public void succeeded() {
    stripes.increment(SUCCEEDED);
  }

  public void failed() {
    stripes.increment(FAILED);
  }

  public void ignored() {
    stripes.increment(IGNORED);
  }

  public void slow() {
    stripes.increment(SLOW);
  }

  public void refused() {
    stripes.increment(REFUSED);
  }

  public Totals totals() {
    return new Totals(
        stripes.sum(SUCCEEDED),
        stripes.sum(FAILED),
        stripes.sum(IGNORED),
        stripes.sum(SLOW),
        stripes.sum(REFUSED));
  }
}
