package pagoda.broker.internal.amqp.wire;

import java.util.HashMap;
import java.util.Map;

/** The names that travel: exchanges, queues and headers. */
public final class Wire {
  /** A fanout exchange; a message there says that the call with its correlation id is off. */
  public static final String CANCEL_EXCHANGE = "pagoda.cancel";

  /** The start of the name of the queue in which a server hears of them. */
  public static final String CANCEL_QUEUE = "pagoda.cancel.";

  /** The start of the name of a client's reply queue. */
  public static final String REPLY_QUEUE = "pagoda.reply.";

  /** RabbitMQ's pseudo-queues for direct replies, for which a mandatory message says nothing. */
  public static final String DIRECT_REPLY_TO = "amq.rabbitmq.reply-to";

  /** How long the caller waits, in milliseconds from when the broker hands the request out. */
  static final String TIME_LEFT = "x-time-left";

  /** The version of this protocol; absent it is 1. */
  static final String PROTOCOL = "pagoda-protocol";

  /** A table of what else a message had for headers when it came. */
  static final String CARRIED = "x-carried";

  /** What RabbitMQ writes when it moves a message by a policy. */
  static final String DEATHS = "x-death";

  /** How many times a dead letter has come back to its queue. */
  static final String RETURNS = "x-returns";

  /** Tells a dead letter from other messages of its channel. */
  static final String LETTER = "x-letter";

  /** How many times the client has sent the request. Marks a request of an RpcClient. */
  static final String ATTEMPT = "x-attempt";

  /** How many deliveries of the request have come to nothing. */
  static final String LOST_DELIVERIES = "x-lost-deliveries";

  /** The same, as a quorum queue counts it. */
  static final String QUORUM_DELIVERIES = "x-delivery-count";

  /** The code of a failure. */
  public static final String CODE = "x-code";

  /** What was wrong, in words. */
  static final String MESSAGE = "x-message";

  /** When to ask again, in milliseconds. */
  static final String RETRY_AFTER = "x-retry-after";

  /** Why a request became a dead letter. */
  public static final String REASON = "x-reason";

  /** Which queue a dead letter came from. */
  public static final String ORIGIN = "x-queue";

  static final String PROBLEM = "application/problem+json";

  private Wire() {}

  /** The headers that have a plain value, as text. */
  static Map<String, String> texts(Map<String, Object> headers) {
    if (headers == null || headers.isEmpty()) {
      return Map.of();
    }
    Map<String, String> texts = new HashMap<>();
    headers.forEach((name, value) -> {
      if (value != null && !(value instanceof Map) && !(value instanceof Iterable)) {
        texts.put(name, value.toString());
      }
    });
    return texts;
  }

  /** The whole number a header has, or another if it has none. */
  static long number(Map<String, Object> headers, String name, long otherwise) {
    return headers != null && headers.get(name) instanceof Number number
        ? number.longValue()
        : otherwise;
  }
}
