package pagoda.app.solver;

/** A text that is no number of discs, or one that is not allowed. */
public final class DiscsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final boolean tooLarge;

  DiscsException(boolean tooLarge, String message) {
    super(message);
    this.tooLarge = tooLarge;
  }

  /** Whether it is a number, and only too great. */
  public boolean tooLarge() {
    return tooLarge;
  }
}
