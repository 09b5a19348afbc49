package pagoda.broker.internal.amqp.wire;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import pagoda.broker.Cancellation;
import pagoda.broker.RpcRequest;
import pagoda.broker.ServedRequest;
import pagoda.broker.internal.call.PendingCall;

/** How requests are written and read. */
public final class Requests {
  /** The greatest time to live RabbitMQ takes, about 49 days. */
  private static final long MAX_EXPIRATION = 4_294_967_295L;

  /** Clocks further apart than this are not compared: the deadline header is nonsense then. */
  private static final long MAX_DISTANCE = TimeUnit.DAYS.toMillis(365);

  private static final int MAX_COUNT = 1_000_000;

  private Requests() {}

  /** The properties of a request that is sent now. */
  public static BasicProperties properties(PendingCall call, String replyQueue, int attempt) {
    RpcRequest request = call.request();
    long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(call.deadline() - System.nanoTime()));
    Map<String, Object> headers = new HashMap<>(request.headers());
    headers.put(Wire.DEADLINE, System.currentTimeMillis() + left);
    headers.put(Wire.ATTEMPT, attempt);
    return new BasicProperties.Builder()
        .contentType(emptyToNull(request.contentType()))
        .type(emptyToNull(request.type()))
        .correlationId(call.key())
        .replyTo(replyQueue)
        .priority(request.priority() == 0 ? null : request.priority())
        .expiration(Long.toString(Math.min(left, MAX_EXPIRATION)))
        .headers(headers)
        .build();
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Whether a request comes from no client of this module. */
  public static boolean plain(BasicProperties properties) {
    return Wire.number(properties.getHeaders(), Wire.ATTEMPT, 0) < 1;
  }

  /** How many milliseconds the caller waits yet; none if it does not say. */
  public static long millisLeft(BasicProperties properties, long otherwise) {
    long deadline = Wire.number(properties.getHeaders(), Wire.DEADLINE, Long.MIN_VALUE);
    long now = System.currentTimeMillis();
    if (deadline < now - MAX_DISTANCE || deadline > now + MAX_DISTANCE) {
      return otherwise;
    }
    return deadline - now;
  }

  /** How many deliveries came to nothing before this one, as far as the message tells. */
  public static int lostDeliveries(BasicProperties properties) {
    Map<String, Object> headers = properties.getHeaders();
    return count(headers, Wire.LOST_DELIVERIES) + count(headers, Wire.QUORUM_DELIVERIES);
  }

  private static int count(Map<String, Object> headers, String name) {
    return Math.clamp(Wire.number(headers, name, 0), 0, MAX_COUNT);
  }

  /** Whether the queue itself counts deliveries. */
  public static boolean counted(BasicProperties properties) {
    return Wire.number(properties.getHeaders(), Wire.QUORUM_DELIVERIES, -1) >= 0;
  }

  /** The properties of a request that is put back with one more lost delivery on record. */
  public static BasicProperties withLostDelivery(BasicProperties properties, String expiration) {
    Map<String, Object> headers = new HashMap<>();
    if (properties.getHeaders() != null) {
      headers.putAll(properties.getHeaders());
    }
    headers.put(Wire.LOST_DELIVERIES, lostDeliveries(properties) + 1);
    return properties.builder().headers(headers).expiration(expiration).build();
  }

  public static ServedRequest served(
      String queue,
      BasicProperties properties,
      byte[] body,
      Cancellation cancellation,
      long deadline) {
    Map<String, Object> headers = properties.getHeaders();
    int attempt = Math.max(1, count(headers, Wire.ATTEMPT)) + lostDeliveries(properties);
    return new ServedRequest(
        queue,
        body,
        nullToEmpty(properties.getType()),
        nullToEmpty(properties.getContentType()),
        properties.getPriority() == null ? 0 : properties.getPriority(),
        Wire.texts(headers),
        attempt,
        plain(properties),
        cancellation,
        deadline);
  }

  private static String nullToEmpty(String text) {
    return text == null ? "" : text;
  }
}
