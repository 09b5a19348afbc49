package pagoda.process.internal.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what a line of JSON (RFC 8259) has at its top: this module needs no more of JSON than to
 * know that a text is whole, and to pass its parts on as they are written.
 */
public final class JsonReader {
  private static final int DEEPEST = 500;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** Whether a text is exactly one JSON value. */
  public static boolean isValid(String text) {
    JsonReader reader = new JsonReader(text);
    return reader.value(0) && reader.atEnd();
  }

  /** The members of an object, values as they are written; of a repeated name the last counts. */
  public static Optional<Map<String, String>> members(String text) {
    JsonReader reader = new JsonReader(text);
    Map<String, String> members = new LinkedHashMap<>();
    boolean whole = reader.object(0, members) && reader.atEnd();
    return whole ? Optional.of(members) : Optional.empty();
  }

  /** The elements of an array that has only strings. */
  public static Optional<List<String>> strings(String text) {
    JsonReader reader = new JsonReader(text);
    List<String> raw = new ArrayList<>();
    if (!reader.array(0, raw) || !reader.atEnd()) {
      return Optional.empty();
    }
    List<String> strings = raw.stream().flatMap(value -> string(value).stream()).toList();
    return strings.size() == raw.size() ? Optional.of(strings) : Optional.empty();
  }

  /** The text of a JSON string; empty if the value is something else. */
  public static Optional<String> string(String value) {
    if (!value.startsWith("\"")) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = value.charAt(++i);
      if (escaped == 'u') {
        out.append((char) Integer.parseInt(value, i + 1, i + 5, 16));
        i += 4;
      } else {
        int which = "bfnrt".indexOf(escaped);
        out.append(which < 0 ? escaped : "\b\f\n\r\t".charAt(which));
      }
    }
    return Optional.of(out.toString());
  }

  /** A text as a JSON string. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private boolean value(int depth) {
    skipBlanks();
    return switch (peek()) {
      case '{' -> object(depth, new LinkedHashMap<>());
      case '[' -> array(depth, new ArrayList<>());
      case '"' -> quoted();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean object(int depth, Map<String, String> members) {
    if (depth > DEEPEST || !take('{')) {
      return false;
    }
    if (take('}')) {
      return true;
    }
    do {
      skipBlanks();
      int start = at;
      if (!quoted()) {
        return false;
      }
      String name = string(text.substring(start, at)).orElseThrow();
      if (!take(':')) {
        return false;
      }
      skipBlanks();
      int from = at;
      if (!value(depth + 1)) {
        return false;
      }
      members.put(name, text.substring(from, at));
    } while (take(','));
    return take('}');
  }

  private boolean array(int depth, List<String> elements) {
    if (depth > DEEPEST || !take('[')) {
      return false;
    }
    if (take(']')) {
      return true;
    }
    do {
      skipBlanks();
      int start = at;
      if (!value(depth + 1)) {
        return false;
      }
      elements.add(text.substring(start, at));
    } while (take(','));
    return take(']');
  }

  private boolean quoted() {
    if (peek() != '"') {
      return false;
    }
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c < ' ' || (c == '\\' && escape().isEmpty())) {
        return false;
      }
    }
    return false;
  }

  /** The character after a backslash; empty if it is none that JSON knows. Stands on its last. */
  private OptionalInt escape() {
    at++;
    char c = peek();
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) < 0 ? OptionalInt.empty() : OptionalInt.of(c);
    }
    for (int i = 0; i < 4; i++) {
      at++;
      if (Character.digit(peek(), 16) < 0) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(c);
  }

  private boolean number() {
    takeOne('-');
    if (!takeOne('0') && digits() == 0) {
      return false;
    }
    if (takeOne('.') && digits() == 0) {
      return false;
    }
    if (takeOne('e') || takeOne('E')) {
      boolean signed = takeOne('+') || takeOne('-');
      return digits() > 0 || (signed && digits() > 0);
    }
    return true;
  }

  private int digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at - start;
  }

  private boolean word(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private boolean take(char c) {
    skipBlanks();
    return takeOne(c);
  }

  private boolean takeOne(char c) {
    boolean there = peek() == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean atEnd() {
    skipBlanks();
    return at == text.length();
  }

  /** The character at hand; NUL, which JSON never has outside of a string, at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
