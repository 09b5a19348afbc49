package pagoda.broker.internal.amqp.link;

import java.io.IOException;

/** A client or server that lives on the link through all its epochs. */
public interface Tenant {

  /**
   * Sets itself up in a new epoch. Called by the supervisor's thread.
   *
   * @throws IOException if that fails; the epoch ends
   */
  void attach(Epoch epoch) throws IOException;

  /** Whether it is set up in an epoch that has not ended, as far as it knows. */
  boolean attached();

  /** Takes note that the epoch it was set up in has ended. Called by the supervisor's thread. */
  void detach(Epoch epoch, String reason);

  /** Takes note that the broker takes no messages for now. Called by the supervisor's thread. */
  void linkBlocked();

  /** Takes note that the link has been down for longer than callers shall wait. */
  void linkStaysDown(String reason);
}
