package pagoda.broker;

/** How a call ended: with a reply or with a typed failure. */
public sealed interface RpcOutcome permits RpcReply, RpcFailure {

  /**
   * Returns the reply.
   *
   * @return the reply
   * @throws RpcException if this is a failure
   */
  RpcReply orThrow();
}
