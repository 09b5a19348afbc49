package pagoda.broker;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace and span a request belongs to, as in W3C Trace Context, level 1. Immutable.
 *
 * @param traceparent version, trace id, parent id and flags, in hexadecimal
 * @param tracestate what vendors add; empty if nothing
 */
public record MessageTrace(String traceparent, String tracestate) {

  /** The name of the header that carries {@link #traceparent}: {@value}. */
  public static final String TRACEPARENT = "traceparent";

  /** The name of the header that carries {@link #tracestate}: {@value}. */
  public static final String TRACESTATE = "tracestate";

  private static final Pattern FORM =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /**
   * The longest {@code tracestate} taken: {@value} characters, what the standard says must be
   * passed on.
   */
  public static final int MAX_TRACESTATE = 512;

  /** Checks the form. */
  public MessageTrace {
    if (!FORM.matcher(traceparent).matches()) {
      throw new IllegalArgumentException("not a traceparent: '" + traceparent + "'");
    }
    if (tracestate.length() > MAX_TRACESTATE) {
      throw new IllegalArgumentException(
          "tracestate must have at most " + MAX_TRACESTATE + " characters");
    }
  }

  /** {@return the trace: 32 hexadecimal digits, the same for all that one cause sets off} */
  public String traceId() {
    return traceparent.substring(3, 35);
  }

  /** {@return the step that sent the message: 16 hexadecimal digits} */
  public String parentId() {
    return traceparent.substring(36, 52);
  }

  /** {@return whether somebody records the trace} */
  public boolean sampled() {
    return (Integer.parseInt(traceparent.substring(53), 16) & 1) == 1;
  }

  /**
   * Reads the trace from headers. A trace that breaks the standard's form is taken for none, as the
   * standard asks.
   *
   * @param headers names to values, names in lower case
   * @return the trace, if there is a valid one
   */
  public static Optional<MessageTrace> from(Map<String, String> headers) {
    String parent = headers.get(TRACEPARENT);
    if (parent == null || !FORM.matcher(parent).matches()) {
      return Optional.empty();
    }
    String state = headers.getOrDefault(TRACESTATE, "");
    return Optional.of(new MessageTrace(parent, state.length() > MAX_TRACESTATE ? "" : state));
  }
}
