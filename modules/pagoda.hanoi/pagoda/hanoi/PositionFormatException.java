package pagoda.hanoi;

/** A text that is no position: it names the first character that is wrong, or the length. */
public final class PositionFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final int index;

  PositionFormatException(String text, int index, int pegs) {
    super(
        "position must be 1 to %d digits from 0 to %d, a peg digit a disc, smallest disc first; %s"
            .formatted(Moves.MAX_DISCS, pegs - 1, seen(text, index)));
    this.text = text;
    this.index = index;
  }

  /** The text came from outside: of it, one character is shown at most, and only if it prints. */
  private static String seen(String text, int index) {
    if (index == text.length()) {
      return "it has " + index + " characters";
    }
    char seen = text.charAt(index);
    String shown = seen > ' ' && seen < 127 ? "'" + seen + "'" : "U+%04X".formatted((int) seen);
    return "character " + (index + 1) + " is " + shown;
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
