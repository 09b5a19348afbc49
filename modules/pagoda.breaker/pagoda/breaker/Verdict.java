package pagoda.breaker;

/**
 * What the end of a call says about the health of what was called.
 *
 * @since 0.1.0
 */
public enum Verdict {
  /** It works. */
  SUCCESS("success"),
  /** It fails. */
  FAILURE("failure"),
  /** Nothing can be concluded; the call leaves no mark and a probe's permit is given back. */
  IGNORE("ignore");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /**
   * The verdict as it stands in metrics and the flight recorder.
   *
   * @return one word in lower case
   */
  public String text() {
    return text;
  }
}
