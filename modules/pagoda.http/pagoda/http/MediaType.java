package pagoda.http;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A media type without parameters, such as {@code application/json}. Immutable.
 *
 * @param type the part before the slash, in lower case
 * @param subtype the part after the slash, in lower case
 */
public record MediaType(String type, String subtype) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern SYNTAX =
      Pattern.compile("[ \t]*(" + TOKEN + ")/(" + TOKEN + ")[ \t]*(;.*)?");

  /** {@code application/json}. */
  public static final MediaType JSON = new MediaType("application", "json");

  /** {@code application/x-ndjson}: one JSON value a line. */
  public static final MediaType NDJSON = new MediaType("application", "x-ndjson");

  /** {@code application/problem+json}, RFC 9457. */
  public static final MediaType PROBLEM = new MediaType("application", "problem+json");

  /** {@code text/plain}. */
  public static final MediaType TEXT = new MediaType("text", "plain");

  /** {@code text/html}. */
  public static final MediaType HTML = new MediaType("text", "html");

  /** {@code application/octet-stream}. */
  public static final MediaType BYTES = new MediaType("application", "octet-stream");

  /** {@code text/event-stream}. */
  public static final MediaType EVENTS = new MediaType("text", "event-stream");

  /** What nearly every request sends, so that it is not taken apart each time. */
  private static final Map<String, MediaType> COMMON =
      Map.of(JSON.toString(), JSON, NDJSON.toString(), NDJSON, TEXT.toString(), TEXT);

  /** Checks the syntax of both parts. */
  public MediaType {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(subtype, "subtype");
    if (!SYNTAX.matcher(type + "/" + subtype).matches()) {
      throw new IllegalArgumentException("no media type: " + type + "/" + subtype);
    }
    type = type.toLowerCase(Locale.ROOT);
    subtype = subtype.toLowerCase(Locale.ROOT);
  }

  /**
   * {@return the media type in a {@code Content-Type} header; parameters are dropped}
   *
   * @param header the value of the header
   */
  public static Optional<MediaType> parse(String header) {
    MediaType common = COMMON.get(header);
    if (common != null) {
      return Optional.of(common);
    }
    Matcher matcher = SYNTAX.matcher(header);
    return matcher.matches()
        ? Optional.of(new MediaType(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** How it is written in {@code Content-Type}; text is always UTF-8. */
  String header() {
    return type.equals("text") ? this + "; charset=utf-8" : toString();
  }

  @Override
  public String toString() {
    return type + "/" + subtype;
  }
}
