package pagoda.breaker.internal;

/** Counts every call of a breaker, whatever its state. */
public final class Tally {
  private static final int ADMITTED = 0;
  private static final int SUCCEEDED = 1;
  private static final int FAILED = 2;
  private static final int IGNORED = 3;
  private static final int SLOW = 4;
  private static final int REFUSED = 5;

  private final Stripes stripes = new Stripes(6);

  public void admitted() {
    stripes.increment(ADMITTED);
  }

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

  public long countAdmitted() {
    return stripes.sum(ADMITTED);
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
