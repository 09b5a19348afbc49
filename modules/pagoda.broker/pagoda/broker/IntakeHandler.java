package pagoda.broker;

import java.util.Optional;

/**
 * Takes messages over: once it has returned, what the message asked for is in safe hands.
 *
 * <p>Each message is handled on a virtual thread of its own, at most {@link
 * RpcServerOptions#prefetch} at a time, so a handler may block, and one that waits holds back what
 * comes after. The same message may come again.
 */
@FunctionalInterface
public interface IntakeHandler {

  /**
   * Takes a message over.
   *
   * <p>The thread is interrupted when the intake is closed; the message then goes to another.
   *
   * @param message the message
   * @return empty once it is taken. A failure whose code is {@linkplain RpcCode#retryable
   *     retryable} gives it back to the queue; any other is told to the sender, if it named a queue
   *     for that, and puts the message away as a dead letter
   * @throws Exception whatever it is, the message goes back to the queue
   */
  Optional<RpcFailure> take(ServedRequest message) throws Exception;
}
