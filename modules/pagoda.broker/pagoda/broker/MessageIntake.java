package pagoda.broker;

import java.time.Duration;

/**
 * Takes the messages of one queue over from the broker. A message is acknowledged when its handler
 * has taken it, and not before; what it asked for may be answered much later. Thread-safe.
 */
public interface MessageIntake extends AutoCloseable {
  /** How many answers may wait for the link at once: {@value}. */
  int MAX_WAITING_ANSWERS = 10_000;

  /**
   * Sends an answer to a message that was taken some time ago, also by another process. While the
   * link is down the answer waits; when it fell before the broker said that it has the answer, the
   * answer goes out again, so it may come twice. One whose queue is gone is counted as
   * undeliverable.
   *
   * @param replyTo the queue, {@link MessageOrigin#replyTo}
   * @param correlationId what the answer carries, {@link MessageOrigin#correlationId}; may be empty
   * @param reply the answer
   * @return false if {@value #MAX_WAITING_ANSWERS} answers wait already, and this one is dropped
   */
  boolean answer(String replyTo, String correlationId, RpcReply reply);

  /**
   * Takes no more messages, waits for those being taken and for the answers, and stops. What is not
   * taken in time goes to other intakes.
   *
   * @param limit how long to wait at most
   * @return true if everything was finished
   */
  boolean drain(Duration limit);

  /** {@return what this intake has done and is doing} */
  ServerSnapshot snapshot();

  /** Drains with the default limit, {@link RpcServer#DRAIN_LIMIT}. */
  @Override
  default void close() {
    drain(RpcServer.DRAIN_LIMIT);
  }
}
