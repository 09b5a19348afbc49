package pagoda.hanoi;

/** A text that is no position: it names the first character that is wrong, or the length. */
public final class PositionFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final int index;

  PositionFormatException(String text, int index, String allowed) {
    super(
        "position must be "
            + allowed
            + ", one peg digit a disc, smallest disc first; "
            + seen(text, index));
    this.text = text;
    this.index = index;
  }

  private static String seen(String text, int index) {
    return index < text.length() && text.length() <= Moves.MAX_DISCS
        ? "character " + (index + 1) + " of \"" + text + "\" is not"
        : "it has " + text.length() + " characters";
  }

  /** {@return the text that was refused} */
  public String text() {
    return text;
  }

  /** {@return the index of the first wrong character, or the length if that is what is wrong} */
  public int index() {
    return index;
  }
}
