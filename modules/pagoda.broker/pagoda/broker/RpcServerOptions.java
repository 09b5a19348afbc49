package pagoda.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * How much a server takes at once, and what it does not take. Immutable.
 *
 * {@snippet lang=java :
 * broker.serve("hanoi", RpcServerOptions.defaults().withPrefetch(threads + 1), handler);
 * }
 */
public final class RpcServerOptions {
  /** The default of {@link #maxReplyBytes}: {@value} bytes, the limit of RabbitMQ 4. */
  public static final int DEFAULT_MAX_REPLY_BYTES = 16 << 20;

  private static final int MAX_PREFETCH = 1000;
  private static final int DEFAULT_MAX_DELIVERIES = 5;

  private final int prefetch;
  private final Optional<String> deadLetterQueue;
  private final int maxDeliveries;
  private final int maxReplyBytes;
  private final Duration handlerLimit;

  private RpcServerOptions(
      int prefetch,
      Optional<String> deadLetterQueue,
      int maxDeliveries,
      int maxReplyBytes,
      Duration handlerLimit) {
    if (prefetch < 1 || prefetch > MAX_PREFETCH) {
      throw new IllegalArgumentException("prefetch must be 1 to 1,000: " + prefetch);
    }
    if (deadLetterQueue.filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException("deadLetterQueue must not be empty");
    }
    if (maxDeliveries < 1) {
      throw new IllegalArgumentException("maxDeliveries must be at least 1: " + maxDeliveries);
    }
    if (maxReplyBytes < 1) {
      throw new IllegalArgumentException("maxReplyBytes must be positive: " + maxReplyBytes);
    }
    if (!handlerLimit.isPositive()) {
      throw new IllegalArgumentException("handlerLimit must be positive: " + handlerLimit);
    }
    this.prefetch = prefetch;
    this.deadLetterQueue = deadLetterQueue;
    this.maxDeliveries = maxDeliveries;
    this.maxReplyBytes = maxReplyBytes;
    this.handlerLimit = handlerLimit;
  }

  /** {@return the default options for this machine} */
  public static RpcServerOptions defaults() {
    return new RpcServerOptions(
        Math.min(Runtime.getRuntime().availableProcessors() + 1, MAX_PREFETCH),
        Optional.empty(),
        DEFAULT_MAX_DELIVERIES,
        DEFAULT_MAX_REPLY_BYTES,
        Duration.ofMinutes(5));
  }

  /**
   * {@return how many requests the server has at once. A server whose handlers wait for n solver
   * threads takes n + 1, so that priorities hold: a request taken can not be overtaken}
   */
  public int prefetch() {
    return prefetch;
  }

  /**
   * {@return where requests go that can not be served; if empty, to the queue with {@code .dead}
   * added to its name}
   */
  public Optional<String> deadLetterQueue() {
    return deadLetterQueue;
  }

  /** {@return how many times a request is tried when its servers die over it} */
  public int maxDeliveries() {
    return maxDeliveries;
  }

  /** {@return how many bytes a reply may have; larger ones become {@link RpcCode#TOO_LARGE}} */
  public int maxReplyBytes() {
    return maxReplyBytes;
  }

  /** {@return how long a request may run whatever its caller says} */
  public Duration handlerLimit() {
    return handlerLimit;
  }

  /**
   * Changes how many requests the server has at once. A server whose handlers wait for n solver
   * threads takes n + 1, so that priorities hold: a request taken can not be overtaken.
   *
   * @param newPrefetch 1 to 1,000; default one more than there are processors
   * @return the changed options
   */
  public RpcServerOptions withPrefetch(int newPrefetch) {
    return new RpcServerOptions(
        newPrefetch, deadLetterQueue, maxDeliveries, maxReplyBytes, handlerLimit);
  }

  /**
   * Changes where requests go that can not be served; if empty, to the queue with {@code .dead}
   * added to its name.
   *
   * @param newDeadLetterQueue the name of a queue, not empty
   * @return the changed options
   */
  public RpcServerOptions withDeadLetterQueue(String newDeadLetterQueue) {
    return new RpcServerOptions(
        prefetch, Optional.of(newDeadLetterQueue), maxDeliveries, maxReplyBytes, handlerLimit);
  }

  /**
   * Changes how many times a request is tried when its servers die over it.
   *
   * @param newMaxDeliveries at least 1; default 5
   * @return the changed options
   */
  public RpcServerOptions withMaxDeliveries(int newMaxDeliveries) {
    return new RpcServerOptions(
        prefetch, deadLetterQueue, newMaxDeliveries, maxReplyBytes, handlerLimit);
  }

  /**
   * Changes how many bytes a reply may have; larger ones become {@link RpcCode#TOO_LARGE}.
   *
   * @param newMaxReplyBytes at least 1; default {@value #DEFAULT_MAX_REPLY_BYTES}
   * @return the changed options
   */
  public RpcServerOptions withMaxReplyBytes(int newMaxReplyBytes) {
    return new RpcServerOptions(
        prefetch, deadLetterQueue, maxDeliveries, newMaxReplyBytes, handlerLimit);
  }

  /**
   * Changes how long a request may run whatever its caller says.
   *
   * @param newHandlerLimit positive; default 5 minutes
   * @return the changed options
   */
  public RpcServerOptions withHandlerLimit(Duration newHandlerLimit) {
    return new RpcServerOptions(
        prefetch, deadLetterQueue, maxDeliveries, maxReplyBytes, newHandlerLimit);
  }
}
