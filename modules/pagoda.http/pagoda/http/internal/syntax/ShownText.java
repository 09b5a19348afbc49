package pagoda.http.internal.syntax;

/** Text of a caller as a message may show it, however long and strange it is. */
public final class ShownText {
  /** How many characters of it are shown. */
  public static final int MOST = 40;

  private ShownText() {}

  /** The beginning of a text, as {@link #of(String, int)} shows it. */
  public static String of(String text) {
    return of(text, MOST);
  }

  /**
   * At most so many characters of a text, with whatever cannot be seen, or has no place in UTF-8,
   * written as Java writes it: half of a pair of surrogates, control characters, and those that
   * change the order in which others are shown.
   */
  public static String of(String text, int most) {
    if (text.length() <= most && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(Math.min(most, text.length()) + 8);
    int count = 0;
    for (int i = 0; i < text.length(); count++) {
      if (count == most) {
        return shown.append('…').toString();
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isVisible(c)) {
        shown.appendCodePoint(c);
      } else {
        String.valueOf(Character.toChars(c))
            .chars()
            .forEach(unit -> shown.append("\\u%04x".formatted(unit)));
      }
    }
    return shown.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
