package pagoda.broker.internal.amqp.wire;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import pagoda.broker.RpcRequest;
import pagoda.broker.internal.call.PendingCall;

/** How requests are written. */
public final class Requests {
  /** The greatest time to live RabbitMQ takes, about 49 days. */
  private static final long MAX_EXPIRATION = 4_294_967_295L;

  private Requests() {}

  /** The properties of a request that is sent now. */
  public static BasicProperties properties(PendingCall call, String replyQueue, int attempt) {
    RpcRequest request = call.request();
    long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(call.deadline() - System.nanoTime()));
    Map<String, Object> headers = new HashMap<>(request.headers());
    headers.put(Wire.TIME_LEFT, left);
    headers.put(Wire.PROTOCOL, Protocol.VERSION);
    headers.put(Wire.ATTEMPT, attempt);
    return new BasicProperties.Builder()
        .contentType(emptyToNull(request.contentType()))
        .type(emptyToNull(request.type()))
        .correlationId(call.key())
        .replyTo(replyQueue)
        .priority(request.priority() == 0 ? null : request.priority())
        .expiration(Long.toString(expiration(left)))
        .timestamp(Date.from(Instant.now()))
        .headers(headers)
        .build();
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** What RabbitMQ takes as a time to live of so many milliseconds. */
  static long expiration(long millis) {
    return Math.clamp(millis, 0, MAX_EXPIRATION);
  }
}
