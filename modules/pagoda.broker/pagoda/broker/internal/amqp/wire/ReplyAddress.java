package pagoda.broker.internal.amqp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/**
 * Where a message wants its answer. A caller by AMQP 0-9-1 names a queue; RabbitMQ 4 hands the
 * address of a caller by AMQP 1.0 on as it is, {@code /queues/} and the queue's name in percent
 * encoding.
 *
 * @param queue the queue to answer to; empty if there is none that can be answered to
 * @param fault why there is none; empty if there is one
 */
record ReplyAddress(Optional<String> queue, Optional<String> fault) {
  private static final String QUEUES = "/queues/";
  private static final String EXCHANGES = "/exchanges/";
  private static final int MAX_NAME = 255;

  static ReplyAddress of(String replyTo) {
    if (replyTo == null || replyTo.isEmpty()) {
      return none("the request has no reply_to");
    }
    if (replyTo.startsWith(EXCHANGES)) {
      return none("reply_to must name a queue, as NAME or " + QUEUES + "NAME, not an exchange");
    }
    return named(replyTo.startsWith(QUEUES) ? decoded(replyTo) : replyTo);
  }

  private static ReplyAddress named(String queue) {
    if (queue.isEmpty() || queue.getBytes(UTF_8).length > MAX_NAME) {
      return none("reply_to must name a queue, in 1 to " + MAX_NAME + " bytes of UTF-8");
    }
    return new ReplyAddress(Optional.of(queue), Optional.empty());
  }

  private static ReplyAddress none(String fault) {
    return new ReplyAddress(Optional.empty(), Optional.of(fault));
  }

  /** The queue's name, or nothing if it is malformed. A plus sign is one, other than in forms. */
  private static String decoded(String address) {
    String encoded = address.substring(QUEUES.length()).replace("+", "%2B");
    try {
      return java.net.URLDecoder.decode(encoded, UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
