package pagoda.broker.internal.call;

import pagoda.broker.RpcOutcome;

/** How a transport carries the calls of one client. Thread-safe; no method blocks. */
public interface Carrier {

  /**
   * Sends the request of a call, now or when the link is back, or ends the call.
   *
   * @param call a call that is pending
   */
  void send(PendingCall call);

  /**
   * Takes note that a call has ended, for whatever reason.
   *
   * @param call the call
   * @param outcome how it ended
   */
  void ended(PendingCall call, RpcOutcome outcome);

  /** Lets go of what serves this client alone. */
  void close();
}
