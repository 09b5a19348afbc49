package pagoda.broker.internal.amqp.wire;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;

/** How replies are written and read. */
public final class Replies {
  private static final int PERSISTENT = 2;
  private static final int MAX_MESSAGE = 500;
  private static final long MAX_RETRY_AFTER = Duration.ofDays(1).toMillis();

  private Replies() {}

  /** The properties of an outcome; a plain caller's reply has its correlation id and no more. */
  public static BasicProperties properties(RpcOutcome outcome, ReceivedRequest request) {
    BasicProperties.Builder builder = Republished.answer(request);
    return switch (outcome) {
      case RpcReply _ when request.plain() -> builder.build();
      case RpcReply reply -> properties(reply, builder);
      case RpcFailure failure -> properties(failure, builder);
    };
  }

  /** The properties of an answer that outlives the request, so it is kept by its queue. */
  public static BasicProperties late(RpcReply reply, String correlationId) {
    return new BasicProperties.Builder()
        .correlationId(correlationId.isEmpty() ? null : correlationId)
        .contentType(reply.contentType().isEmpty() ? null : reply.contentType())
        .deliveryMode(PERSISTENT)
        .build();
  }

  private static BasicProperties properties(RpcReply reply, BasicProperties.Builder builder) {
    Map<String, Object> headers = new HashMap<>(reply.headers());
    headers.remove(Wire.CODE); // it would turn the reply into a failure
    return builder
        .contentType(reply.contentType().isEmpty() ? null : reply.contentType())
        .headers(headers.isEmpty() ? null : headers)
        .build();
  }

  private static BasicProperties properties(RpcFailure failure, BasicProperties.Builder builder) {
    Map<String, Object> headers = new HashMap<>();
    headers.put(Wire.CODE, failure.code().text());
    headers.put(Wire.MESSAGE, shortened(failure.message()));
    headers.put(Wire.RETRY_AFTER, failure.retryAfter().toMillis());
    return builder.contentType(Wire.PROBLEM).headers(headers).build();
  }

  public static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
  }

  public static byte[] body(RpcOutcome outcome) {
    return switch (outcome) {
      case RpcReply reply -> reply.body();
      case RpcFailure failure -> Problem.json(failure);
    };
  }

  /** The outcome a message stands for. */
  public static RpcOutcome outcome(BasicProperties properties, byte[] body) {
    Map<String, Object> headers = properties.getHeaders();
    if (headers != null && headers.get(Wire.CODE) != null) {
      return failure(headers);
    }
    String type = properties.getContentType();
    return foreign(body, type == null ? "" : type, Wire.texts(headers));
  }

  /** A foreign server may send more properties than this module allows itself. */
  private static RpcOutcome foreign(byte[] body, String type, Map<String, String> headers) {
    try {
      return new RpcReply(body, type, headers);
    } catch (IllegalArgumentException e) {
      return RpcFailure.of(RpcCode.TOO_LARGE, "the reply can not be taken: " + e.getMessage());
    }
  }

  private static RpcFailure failure(Map<String, Object> headers) {
    Object message = headers.get(Wire.MESSAGE);
    long retryAfter = Wire.number(headers, Wire.RETRY_AFTER, 0);
    return new RpcFailure(
        // A code this version does not know is still a failure.
        RpcCode.parse(headers.get(Wire.CODE).toString()).orElse(RpcCode.INTERNAL),
        message == null ? "" : message.toString(),
        Duration.ofMillis(Math.clamp(retryAfter, 0, MAX_RETRY_AFTER)));
  }
}
