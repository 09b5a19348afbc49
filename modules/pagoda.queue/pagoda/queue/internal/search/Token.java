package pagoda.queue.internal.search;

import java.util.ArrayList;
import java.util.List;
import pagoda.queue.InvalidJobException;

/**
 * A part of a written filter. Immutable.
 *
 * @param key what stands before the first mark outside quotes; empty for a word
 * @param mark the mark, {@code :} or {@code =}; 0 for a word
 * @param value what stands behind it, without quotes
 */
record Token(String key, char mark, String value) {
  /** Cuts a filter at white space outside quotes. */
  static List<Token> all(String text) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < text.length(); ) {
      if (Character.isWhitespace(text.charAt(i))) {
        i++;
      } else {
        Reader reader = new Reader(text, i);
        tokens.add(reader.token());
        i = reader.at;
      }
    }
    return tokens;
  }

  private static final class Reader {
    private final String text;
    private final StringBuilder value = new StringBuilder();
    private String key = "";
    private char mark;
    private boolean wasQuoted;
    private int at;

    Reader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    Token token() {
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        char c = text.charAt(at++);
        if (c == '"') {
          quoted();
        } else if ((c == ':' || c == '=') && mark == 0 && !wasQuoted && !value.isEmpty()) {
          key = value.toString();
          mark = c;
          value.setLength(0);
        } else {
          value.append(c);
        }
      }
      return new Token(key, mark, value.toString());
    }

    private void quoted() {
      wasQuoted = true;
      int begin = at - 1;
      while (at < text.length() && text.charAt(at) != '"') {
        boolean escapes = text.charAt(at) == '\\' && at + 1 < text.length();
        value.append(text.charAt(escapes ? at + 1 : at));
        at += escapes ? 2 : 1;
      }
      if (at == text.length()) {
        throw new InvalidJobException(
            "q", "with a \" at the end of what one begins", FilterParser.shown(text, begin));
      }
      at++;
    }
  }
}
