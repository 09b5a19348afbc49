package pagoda.broker.internal.amqp.wire;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pagoda.broker.RpcFailure;

/**
 * Decides what of a message that somebody else wrote is published again: the properties named here
 * and no others. Everything that RabbitMQ checks or obeys stays out, {@code user_id} and the
 * headers {@code CC} and {@code BCC} among them; headers travel in a {@linkplain CarriedHeaders
 * table of our own}. Nothing else makes properties of received ones.
 */
public final class Republished {
  private static final int PERSISTENT = 2;

  private Republished() {}

  /** The properties of an answer to a request: its correlation id and no more. */
  static BasicProperties.Builder answer(ReceivedRequest request) {
    return new BasicProperties.Builder().correlationId(request.id().orElse(null));
  }

  /**
   * The properties of a request that is put back into its queue.
   *
   * @param lost how many deliveries came to nothing
   * @param millisLeft how long its caller waits yet, from now
   */
  public static BasicProperties request(ReceivedRequest request, int lost, long millisLeft) {
    Map<String, Object> carried = new HashMap<>(request.headers());
    Map<String, Object> headers = new HashMap<>();
    headers.put(Wire.LOST_DELIVERIES, lost);
    if (!request.plain()) {
      headers.put(Wire.ATTEMPT, request.number(Wire.ATTEMPT, 1));
      headers.put(Wire.TIME_LEFT, millisLeft);
    }
    if (request.headers().containsKey(Wire.PROTOCOL)) {
      headers.put(Wire.PROTOCOL, request.protocol());
    }
    carried.keySet().removeAll(headers.keySet());
    headers.put(Wire.CARRIED, CarriedHeaders.packed(carried));
    Optional<Long> expiration =
        request.plain() ? request.expiration() : Optional.of(Requests.expiration(millisLeft));
    return common(request)
        .priority(request.priority() == 0 ? null : request.priority())
        .expiration(expiration.map(String::valueOf).orElse(null))
        .deliveryMode(request.persistent() ? PERSISTENT : null)
        .headers(headers)
        .build();
  }

  /**
   * The properties of a dead letter, which stays until somebody looks at it.
   *
   * @param failure why the request can not be served
   * @param queue the queue that it came from
   * @param number tells it from other messages of its channel
   */
  public static BasicProperties deadLetter(
      ReceivedRequest request, RpcFailure failure, String queue, long number) {
    Map<String, Object> carried = new HashMap<>(request.headers());
    request.user().ifPresent(user -> carried.put("user_id", user));
    request.application().ifPresent(application -> carried.put("app_id", application));
    Map<String, Object> headers = new HashMap<>();
    headers.put(Wire.REASON, Replies.shortened(failure.message()));
    headers.put(Wire.CODE, failure.code().text());
    headers.put(Wire.ORIGIN, queue);
    headers.put(Wire.LETTER, number);
    headers.put(Wire.RETURNS, request.returns());
    carried.keySet().removeAll(headers.keySet());
    headers.put(Wire.CARRIED, CarriedHeaders.packed(carried));
    return common(request).deliveryMode(PERSISTENT).headers(headers).build();
  }

  /** The number of a dead letter; empty if the headers are not those of one. */
  public static Optional<Long> letter(Map<String, Object> headers) {
    return headers != null && headers.get(Wire.LETTER) instanceof Long number
        ? Optional.of(number)
        : Optional.empty();
  }

  private static BasicProperties.Builder common(ReceivedRequest request) {
    return new BasicProperties.Builder()
        .correlationId(request.id().orElse(null))
        .replyTo(request.replyQueue().orElse(null))
        .contentType(request.contentType().orElse(null))
        .contentEncoding(request.contentEncoding().orElse(null))
        .messageId(request.messageId().orElse(null))
        .type(request.type().orElse(null));
  }
}
