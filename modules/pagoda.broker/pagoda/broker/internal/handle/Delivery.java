package pagoda.broker.internal.handle;

import pagoda.broker.Cancellation;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.ServedRequest;

/**
 * A request a transport brought to a server. Exactly one of {@link #answer}, {@link #drop}, {@link
 * #requeue} and {@link #deadLetter} is called, once; none of them blocks.
 */
public interface Delivery {

  /**
   * Returns the request as its handler shall see it.
   *
   * @param cancellation tells the handler to stop
   * @return the request
   */
  ServedRequest request(Cancellation cancellation);

  /**
   * Returns when the caller gives up.
   *
   * @return a moment by {@link System#nanoTime}, with the allowance for clocks added
   */
  long deadline();

  /**
   * Tells whether an earlier delivery came to nothing.
   *
   * @return true if so
   */
  boolean redelivered();

  /**
   * Sends the outcome to the caller, then acknowledges the request.
   *
   * @param outcome how the request ended
   */
  void answer(RpcOutcome outcome);

  /** Acknowledges the request without an answer: nobody waits for one. */
  void drop();

  /** Gives the request back to the queue. */
  void requeue();

  /**
   * Puts the request away as a dead letter and sends the failure to the caller, then acknowledges
   * the request.
   *
   * @param failure why it can not be served
   */
  void deadLetter(RpcFailure failure);
}
