package pagoda.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request stands in a distributed trace: W3C Trace Context, header {@code traceparent}.
 * Immutable.
 *
 * @param traceId 32 hexadecimal digits, the same for all that one cause sets off
 * @param spanId 16 hexadecimal digits, this step
 * @param flags two hexadecimal digits; {@code 01} if the trace is sampled
 */
public record TraceContext(String traceId, String spanId, String flags) {
  private static final Pattern SYNTAX =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final HexFormat HEX = HexFormat.of();

  /** {@return a new trace} */
  public static TraceContext start() {
    var random = ThreadLocalRandom.current();
    String span = HEX.toHexDigits(random.nextLong() | 1); // never zero
    return new TraceContext(HEX.toHexDigits(random.nextLong()) + span, span, "00");
  }

  /**
   * {@return the context a caller sent; empty if it is not valid} A version above 00 may carry more
   * fields, and version ff is forbidden.
   *
   * @param traceparent the value of the header
   */
  public static Optional<TraceContext> parse(String traceparent) {
    Matcher m = SYNTAX.matcher(traceparent);
    if (!m.matches()
        || m.group(1).equals("ff")
        || (m.group(1).equals("00") && m.group(5) != null)
        || isZero(m.group(2))
        || isZero(m.group(3))) {
      return Optional.empty();
    }
    return Optional.of(new TraceContext(m.group(2), m.group(3), m.group(4)));
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(c -> c == '0');
  }

  /** {@return the same trace, a step further: what to send along with calls this step makes} */
  public TraceContext child() {
    return new TraceContext(
        traceId, HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1), flags);
  }

  /** {@return the value of {@code traceparent}} */
  public String header() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }
}
