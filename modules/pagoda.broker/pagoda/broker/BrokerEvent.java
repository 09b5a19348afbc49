package pagoda.broker;

import java.time.Duration;
import java.util.Optional;

/** Something that happened in a broker. Immutable. */
public sealed interface BrokerEvent {

  /**
   * The link went from one state to another. Changes of one broker are told in order.
   *
   * @param from the state left
   * @param to the state entered
   * @param epoch the number of the connection, counted from 1; 0 before the first
   * @param reason why, in words
   */
  record LinkChanged(LinkState from, LinkState to, long epoch, String reason)
      implements BrokerEvent {}

  /**
   * The broker was not reached. Each reason is told once, until the link is up.
   *
   * @param address which node was tried
   * @param reason why, in words
   */
  record ConnectFailed(String address, String reason) implements BrokerEvent {}

  /**
   * A call of a client ended.
   *
   * @param queue the queue it was sent to
   * @param failure why it failed; empty if it was answered
   * @param took from the call to its end
   * @param attempts how many times it was sent; 0 if it never was
   */
  record CallEnded(String queue, Optional<RpcCode> failure, Duration took, int attempts)
      implements BrokerEvent {}

  /**
   * A server is done with a request.
   *
   * @param queue the queue it came from
   * @param failure why it failed; empty if a reply was given
   * @param took from its arrival to the end of its handler
   * @param redelivered whether an earlier delivery of it had come to nothing
   * @param trace the trace and span that the caller sent along; empty if none
   */
  record RequestServed(
      String queue,
      Optional<RpcCode> failure,
      Duration took,
      boolean redelivered,
      Optional<MessageTrace> trace)
      implements BrokerEvent {}

  /**
   * A server put a request away that can not be served.
   *
   * @param queue the queue it came from
   * @param deadLetterQueue the queue it was put into
   * @param reason why, in words
   */
  record DeadLettered(String queue, String deadLetterQueue, String reason) implements BrokerEvent {}

  /**
   * A request that can not be served could not be put away either, and was dropped.
   *
   * @param queue the queue it came from
   * @param deadLetterQueue the queue that did not take it
   * @param reason why it can not be served, in words
   * @param cause why it was not taken, in words
   */
  record DeadLetterLost(String queue, String deadLetterQueue, String reason, String cause)
      implements BrokerEvent {}

  /**
   * A queue refused a reply, so its caller hears nothing. Told once a minute and queue at most; a
   * caller that is gone is no such case and only counted.
   *
   * @param queue the queue the request came from
   * @param replyQueue the queue that refused
   */
  record ReplyRefused(String queue, String replyQueue) implements BrokerEvent {}

  /**
   * A handler threw something it should not have; its caller was told {@link RpcCode#INTERNAL}.
   *
   * @param queue the queue the request came from
   * @param cause what was thrown
   */
  record HandlerFailed(String queue, Throwable cause) implements BrokerEvent {}

  /**
   * Something the operator should know that stops nothing, such as a queue declared otherwise than
   * expected.
   *
   * @param message one line
   */
  record Notice(String message) implements BrokerEvent {}
}
