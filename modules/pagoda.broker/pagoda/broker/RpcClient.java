package pagoda.broker;

import pagoda.broker.internal.call.RangeWindow;

/** Sends requests and brings back their replies. Thread-safe. */
public interface RpcClient extends AutoCloseable {

  /**
   * Starts a call. Never blocks and never throws because of the network: what goes wrong is the
   * call's outcome.
   *
   * @param request what to ask
   * @return the call, which may have ended already
   */
  RpcCall call(RpcRequest request);

  /**
   * Makes a call and waits for its end. An interrupt cancels the call.
   *
   * @param request what to ask
   * @return how it ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  default RpcOutcome ask(RpcRequest request) throws InterruptedException {
    RpcCall call = call(request);
    try {
      return call.await();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    }
  }

  /**
   * Opens a reader over an answer too large for one message. Nothing is asked before the first
   * read.
   *
   * @param plan how to cut the answer
   * @param requests makes the request for a range
   * @return a reader, for one thread
   */
  default RangeReader read(RangePlan plan, RangeRequests requests) {
    return new RangeWindow(this, plan, requests);
  }

  /**
   * Returns what this client has done and is doing.
   *
   * @return a snapshot
   */
  ClientSnapshot snapshot();

  /** Cancels every pending call. Later calls fail. Does nothing when called again. */
  @Override
  void close();
}
