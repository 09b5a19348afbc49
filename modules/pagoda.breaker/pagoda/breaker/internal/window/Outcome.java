package pagoda.breaker.internal.window;

/** How a call ended, as it is kept in a window: two flags, so that it fits a byte. */
public final class Outcome {
  public static final byte FAILED = 1;
  public static final byte SLOW = 2;

  /** Told apart from an empty place in a window. */
  private static final byte PRESENT = 4;

  static final byte EMPTY = 0;
  public static final byte GOOD = PRESENT;

  /** One more than the largest outcome. */
  static final int END = 8;

  private Outcome() {}

  public static byte of(boolean failed, boolean slow) {
    return (byte) (PRESENT | (failed ? FAILED : 0) | (slow ? SLOW : 0));
  }

  public static boolean failed(int outcome) {
    return (outcome & FAILED) != 0;
  }

  public static boolean slow(int outcome) {
    return (outcome & SLOW) != 0;
  }
}
