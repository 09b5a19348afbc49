package pagoda.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import pagoda.broker.internal.limit.FrameFit;

/**
 * What a client asks. Immutable as long as nobody writes to the body, which is not copied.
 *
 * @param queue the queue whose servers shall answer
 * @param body the bytes
 * @param type the kind of request, for the handler; empty if there is but one; at most 255 bytes
 * @param contentType the media type of the body; empty if not said; at most 255 bytes
 * @param priority 0 to 10, higher first; greater values count as 10
 * @param timeout how long the caller waits at most; positive
 * @param idempotent whether the client may send it again when the link was lost under it
 * @param headers further properties, names to values, at most 4096 bytes together; {@link
 *     MessageTrace} uses two of them
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are large and never compared
public record RpcRequest(
    String queue,
    byte[] body,
    String type,
    String contentType,
    int priority,
    Duration timeout,
    boolean idempotent,
    Map<String, String> headers) {

  /** How long a caller waits unless the request says otherwise: 10 s. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** The highest priority that makes a difference: {@value}. */
  public static final int MAX_PRIORITY = 10;

  /** Checks the ranges and copies the headers. */
  public RpcRequest {
    requireNonNull(body, "body");
    requireNonNull(type, "type");
    requireNonNull(contentType, "contentType");
    if (queue.isEmpty() || queue.getBytes(UTF_8).length > 255) {
      throw new IllegalArgumentException("queue must have 1 to 255 bytes: '" + queue + "'");
    }
    if (priority < 0) {
      throw new IllegalArgumentException("priority must not be negative: " + priority);
    }
    priority = Math.min(priority, MAX_PRIORITY);
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout must be positive: " + timeout);
    }
    headers = Map.copyOf(headers);
    FrameFit.checkText("type", type);
    FrameFit.checkText("contentType", contentType);
    FrameFit.checkHeaders(headers);
  }

  /**
   * Returns a request of priority 0 with the default timeout, not idempotent.
   *
   * @param queue the queue whose servers shall answer
   * @param body the bytes
   * @return a request
   */
  public static RpcRequest of(String queue, byte[] body) {
    return new RpcRequest(queue, body, "", "", 0, DEFAULT_TIMEOUT, false, Map.of());
  }

  /**
   * Returns a request like {@link #of} whose body is text in UTF-8.
   *
   * @param queue the queue whose servers shall answer
   * @param text the text
   * @return a request
   */
  public static RpcRequest text(String queue, String text) {
    return of(queue, text.getBytes(UTF_8)).withContentType("text/plain; charset=utf-8");
  }

  /**
   * Returns the same request of another type.
   *
   * @param type the kind of request
   * @return a request
   */
  public RpcRequest withType(String type) {
    return new RpcRequest(queue, body, type, contentType, priority, timeout, idempotent, headers);
  }

  /**
   * Returns the same request with another content type.
   *
   * @param contentType a media type, or empty
   * @return a request
   */
  public RpcRequest withContentType(String contentType) {
    return new RpcRequest(queue, body, type, contentType, priority, timeout, idempotent, headers);
  }

  /**
   * Returns the same request with another priority.
   *
   * @param priority 0 or more, higher first
   * @return a request
   */
  public RpcRequest withPriority(int priority) {
    return new RpcRequest(queue, body, type, contentType, priority, timeout, idempotent, headers);
  }

  /**
   * Returns the same request with another timeout.
   *
   * @param timeout how long the caller waits at most; positive
   * @return a request
   */
  public RpcRequest withTimeout(Duration timeout) {
    return new RpcRequest(queue, body, type, contentType, priority, timeout, idempotent, headers);
  }

  /**
   * Returns the same request with the client allowed, or forbidden, to send it again.
   *
   * @param idempotent true if running it twice does no harm
   * @return a request
   */
  public RpcRequest withIdempotent(boolean idempotent) {
    return new RpcRequest(queue, body, type, contentType, priority, timeout, idempotent, headers);
  }

  /**
   * Returns the same request with one more header, or another value of it.
   *
   * @param name the header's name
   * @param value its value
   * @return a request
   */
  public RpcRequest withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new RpcRequest(queue, body, type, contentType, priority, timeout, idempotent, more);
  }

  /**
   * Returns the same request as part of a trace.
   *
   * @param trace the trace and span of the caller
   * @return a request
   */
  public RpcRequest withTrace(MessageTrace trace) {
    RpcRequest traced = withHeader(MessageTrace.TRACEPARENT, trace.traceparent());
    return trace.tracestate().isEmpty()
        ? traced
        : traced.withHeader(MessageTrace.TRACESTATE, trace.tracestate());
  }
}
