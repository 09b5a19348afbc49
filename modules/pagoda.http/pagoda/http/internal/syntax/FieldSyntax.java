package pagoda.http.internal.syntax;

import java.util.Locale;
import java.util.Set;

/** What may stand in a header field of an answer; RFC 9110 section 5. */
public final class FieldSyntax {
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "date", "trailer", "upgrade", "te");

  private FieldSyntax() {}

  /** The name, if it is a token and not the server's own business. */
  public static String name(String name) {
    if (name.isEmpty() || !name.chars().allMatch(FieldSyntax::isTokenChar)) {
      throw new IllegalArgumentException("no name of a header: " + name);
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(name + " is set by the server");
    }
    return name;
  }

  /** The value, if it stays on its line and within ISO 8859-1. */
  public static String value(String name, String value) {
    if (!isValue(value)) {
      throw new IllegalArgumentException("the value of " + name + " has a forbidden character");
    }
    return value;
  }

  /** True if nothing in a value could end its line, and all of it is ISO 8859-1. */
  public static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        return false;
      }
    }
    return true;
  }

  /** True for the characters of a token, RFC 9110 section 5.6.2. */
  public static boolean isTokenChar(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
