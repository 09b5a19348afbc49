package pagoda.breaker.internal.window;

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

  public long countSucceeded() {
    return stripes.sum(SUCCEEDED);
  }

  public long countFailed() {
    return stripes.sum(FAILED);
  }

  public long countIgnored() {
    return stripes.sum(IGNORED);
  }

  public long countSlow() {
    return stripes.sum(SLOW);
  }

  public long countRefused() {
    return stripes.sum(REFUSED);
  }
}
