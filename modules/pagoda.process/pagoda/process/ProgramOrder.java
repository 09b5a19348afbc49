package pagoda.process;

/**
 * Why a running program is asked to stop. The program finds the order's {@linkplain #text() text}
 * in the file that {@code $PAGODA_ORDER} names, and then gets SIGTERM.
 */
public enum ProgramOrder {
  /** Something more urgent waits: save a checkpoint and exit with 75. Nobody kills for it. */
  YIELD("yield"),

  /** The machine or service stops: save a checkpoint and leave within the grace. */
  SHUTDOWN("shutdown"),

  /** The time limit is over. */
  TIMEOUT("timeout"),

  /** Nobody wants the result any more. */
  CANCEL("cancel");

  private final String text;

  ProgramOrder(String text) {
    this.text = text;
  }

  /** {@return the word in {@code $PAGODA_ORDER}} */
  public String text() {
    return text;
  }

  /**
   * Whether this order replaces one that was given before: a yield gives way to every other order,
   * and a cancel to none.
   *
   * @param earlier the order given before
   * @return whether the program hears of this one too
   */
  public boolean overrides(ProgramOrder earlier) {
    return compareTo(earlier) > 0;
  }
}
