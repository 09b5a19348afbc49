package pagoda.broker;

import java.time.Duration;

/**
 * What a server serves, and how much at once. Immutable.
 *
 * @param queue the queue
 * @param prefetch how many requests it has at once; 1 to 1,000. A server whose handlers wait for n
 *     solver threads takes n + 1, so that priorities hold: a request taken can not be overtaken
 * @param deadLetterQueue where requests go that can not be served
 * @param maxDeliveries how many times a request is tried when its servers die over it; at least 1
 * @param maxReplyBytes how many bytes a reply may have; larger ones become {@link
 *     RpcCode#TOO_LARGE}; at least 1
 * @param handlerLimit how long a request may run whatever its caller says; positive
 * @param clockSkew by how much the clocks of callers and servers may differ; not negative
 */
public record ServerOptions(
    String queue,
    int prefetch,
    String deadLetterQueue,
    int maxDeliveries,
    int maxReplyBytes,
    Duration handlerLimit,
    Duration clockSkew) {

  /** The largest reply unless the options say otherwise: {@value} bytes, RabbitMQ 4's limit. */
  public static final int DEFAULT_MAX_REPLY_BYTES = 16 << 20;

  /** Checks the ranges. */
  public ServerOptions {
    if (queue.isEmpty() || deadLetterQueue.isEmpty()) {
      throw new IllegalArgumentException("queue and deadLetterQueue must not be empty");
    }
    if (prefetch < 1 || prefetch > 1000) {
      throw new IllegalArgumentException("prefetch must be 1 to 1,000: " + prefetch);
    }
    if (maxDeliveries < 1) {
      throw new IllegalArgumentException("maxDeliveries must be at least 1: " + maxDeliveries);
    }
    if (maxReplyBytes < 1) {
      throw new IllegalArgumentException("maxReplyBytes must be positive: " + maxReplyBytes);
    }
    if (!handlerLimit.isPositive() || clockSkew.isNegative()) {
      throw new IllegalArgumentException(
          "handlerLimit must be positive and clockSkew not negative: "
              + handlerLimit
              + ", "
              + clockSkew);
    }
  }

  /**
   * Returns options with dead letters in {@code <queue>.dead}, 5 deliveries, replies of 16 MiB, 5
   * minutes for a request and 250 ms between clocks.
   *
   * @param queue the queue
   * @param prefetch how many requests at once
   * @return options
   */
  public static ServerOptions of(String queue, int prefetch) {
    return new ServerOptions(
        queue,
        prefetch,
        queue + ".dead",
        5,
        DEFAULT_MAX_REPLY_BYTES,
        Duration.ofMinutes(5),
        Duration.ofMillis(250));
  }

  /**
   * Returns the same options with another number of deliveries.
   *
   * @param maxDeliveries at least 1
   * @return options
   */
  public ServerOptions withMaxDeliveries(int maxDeliveries) {
    return new ServerOptions(
        queue, prefetch, deadLetterQueue, maxDeliveries, maxReplyBytes, handlerLimit, clockSkew);
  }

  /**
   * Returns the same options with another limit for replies.
   *
   * @param maxReplyBytes at least 1
   * @return options
   */
  public ServerOptions withMaxReplyBytes(int maxReplyBytes) {
    return new ServerOptions(
        queue, prefetch, deadLetterQueue, maxDeliveries, maxReplyBytes, handlerLimit, clockSkew);
  }

  /**
   * Returns the same options with another limit for a request's run.
   *
   * @param handlerLimit positive
   * @return options
   */
  public ServerOptions withHandlerLimit(Duration handlerLimit) {
    return new ServerOptions(
        queue, prefetch, deadLetterQueue, maxDeliveries, maxReplyBytes, handlerLimit, clockSkew);
  }

  /**
   * Returns the same options with another allowance between clocks.
   *
   * @param clockSkew not negative
   * @return options
   */
  public ServerOptions withClockSkew(Duration clockSkew) {
    return new ServerOptions(
        queue, prefetch, deadLetterQueue, maxDeliveries, maxReplyBytes, handlerLimit, clockSkew);
  }
}
