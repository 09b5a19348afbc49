package pagoda.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Map;
import pagoda.broker.internal.limit.FrameFit;

/**
 * The answer to a request. Immutable as long as nobody writes to the body, which is not copied.
 *
 * @param body the bytes
 * @param contentType the media type of the body; empty if not said
 * @param headers further properties, names to values
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are large and never compared
public record RpcReply(byte[] body, String contentType, Map<String, String> headers)
    implements RpcOutcome {

  /** Checks that nothing is null and copies the headers. */
  public RpcReply {
    requireNonNull(body, "body");
    requireNonNull(contentType, "contentType");
    headers = Map.copyOf(headers);
    FrameFit.checkText("contentType", contentType);
    FrameFit.checkHeaders(headers);
  }

  /**
   * Returns a reply without content type and headers.
   *
   * @param body the bytes
   * @return a reply
   */
  public static RpcReply of(byte[] body) {
    return new RpcReply(body, "", Map.of());
  }

  /**
   * Returns a reply of text in UTF-8.
   *
   * @param text the text
   * @return a reply
   */
  public static RpcReply text(String text) {
    return new RpcReply(text.getBytes(UTF_8), "text/plain; charset=utf-8", Map.of());
  }

  /**
   * Returns the same reply with another content type.
   *
   * @param contentType a media type, or empty
   * @return a reply
   */
  public RpcReply withContentType(String contentType) {
    return new RpcReply(body, contentType, headers);
  }

  /**
   * Returns the body as text in UTF-8.
   *
   * @return the text
   */
  public String text() {
    return new String(body, UTF_8);
  }

  @Override
  public RpcReply orThrow() {
    return this;
  }
}
