package pagoda.http.internal.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads headers that are lists: {@code a, b;x=1, "c,d"}; RFC 9110 section 5.6. */
public final class HeaderList {
  private HeaderList() {}

  /** The members of all values, trimmed, without empty ones; a comma in quotes does not part. */
  public static List<String> members(List<String> values) {
    List<String> members = new ArrayList<>();
    for (String value : values) {
      split(value, ',', members);
    }
    return members;
  }

  /** The parts of one member: what stands before the first semicolon, then each parameter. */
  public static List<String> parts(String member) {
    List<String> parts = new ArrayList<>();
    split(member, ';', parts);
    return parts;
  }

  /** True if one member is {@code token}, whatever its case. */
  public static boolean contains(List<String> values, String token) {
    return !values.isEmpty() && members(values).stream().anyMatch(token::equalsIgnoreCase);
  }

  /**
   * The value of the first preference {@code name=value}, "" without one; RFC 7240 section 2.
   * Parameters of other preferences are not looked at.
   */
  public static Optional<String> parameter(List<String> values, String name) {
    return pair(
        members(values).stream().flatMap(member -> parts(member).stream().limit(1)).toList(), name);
  }

  /** The value of the first of these parts that is {@code name=value}; "" for the name alone. */
  static Optional<String> pair(List<String> parts, String name) {
    for (String part : parts) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals).strip();
      if (key.equalsIgnoreCase(name)) {
        return Optional.of(equals < 0 ? "" : unquoted(part.substring(equals + 1).strip()));
      }
    }
    return Optional.empty();
  }

  private static void split(String text, char separator, List<String> into) {
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : separator;
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if ((c == separator && !quoted) || i >= text.length()) {
        String part = text.substring(start, Math.min(i, text.length())).strip();
        if (!part.isEmpty()) {
          into.add(part);
        }
        start = i + 1;
      }
    }
  }

  private static String unquoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
        : text;
  }
}
