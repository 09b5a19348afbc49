package pagoda.http.internal.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The request target of a request line, taken apart without ever being normalised: what another
 * reader could take for another path is refused. Only the origin form, RFC 9112 section 3.2.1.
 */
public sealed interface RequestTarget {
  /** The longest raw path that is taken, in characters. */
  int MAX_PATH = 4096;

  /**
   * A good one.
   *
   * @param path the raw path
   * @param segments its decoded segments: {@code /a/b} has two, {@code /} has the empty one
   * @param query the decoded parameters
   */
  record Origin(String path, List<String> segments, Map<String, List<String>> query)
      implements RequestTarget {}

  /** A bad one, and why. */
  record Refused(String reason) implements RequestTarget {}

  /** Takes a raw request target apart. */
  static RequestTarget parse(String target) {
    if (!target.startsWith("/") || target.indexOf('#') >= 0) {
      return new Refused("The request target must be a path that starts with a slash");
    }
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    if (path.length() > MAX_PATH) {
      return new Refused("The path may have at most " + MAX_PATH + " characters");
    }
    List<String> segments = new ArrayList<>();
    Optional<String> fault = segments(path, segments);
    if (fault.isPresent()) {
      return new Refused(fault.get());
    }
    return mark < 0
        ? new Origin(path, segments, Map.of())
        : withQuery(path, segments, target.substring(mark + 1));
  }

  private static Optional<String> segments(String path, List<String> segments) {
    int start = 1;
    while (true) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (slash == start) {
        return Optional.of("The path must not have empty segments");
      }
      Optional<String> segment = decode(path.substring(start, end), false);
      if (segment.isEmpty() || !plain(segment.get())) {
        return Optional.of(
            "A segment of the path must be UTF-8 without . or .. alone, slashes, backslashes and"
                + " control characters, however encoded");
      }
      segments.add(segment.get());
      if (slash < 0) {
        return Optional.empty();
      }
      start = slash + 1;
    }
  }

  private static boolean plain(String segment) {
    return !segment.equals(".")
        && !segment.equals("..")
        && segment.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '/' && c != '\\');
  }

  private static RequestTarget withQuery(String path, List<String> segments, String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      Optional<String> name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1), true);
      if (name.isEmpty() || value.isEmpty()) {
        return new Refused("The query must be percent-encoded UTF-8");
      }
      parameters.computeIfAbsent(name.get(), n -> new ArrayList<>(1)).add(value.get());
    }
    return new Origin(path, segments, parameters);
  }

  /** Percent-decoded text; empty if it is not well-formed UTF-8 or not ASCII to begin with. */
  private static Optional<String> decode(String raw, boolean plusIsSpace) {
    boolean encoded = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c >= 0x80) {
        return Optional.empty();
      }
      encoded |= c == '%' || (c == '+' && plusIsSpace);
    }
    return encoded ? decodeBytes(raw, plusIsSpace) : Optional.of(raw);
  }

  private static Optional<String> decodeBytes(String raw, boolean plusIsSpace) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int value = i + 2 < raw.length() ? hex(raw.charAt(i + 1), raw.charAt(i + 2)) : -1;
        if (value < 0) {
          return Optional.empty();
        }
        bytes.put((byte) value);
        i += 2;
      } else {
        bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int hex(char high, char low) {
    int h = Character.digit(high, 16);
    int l = Character.digit(low, 16);
    return h < 0 || l < 0 ? -1 : (h << 4) | l;
  }
}
