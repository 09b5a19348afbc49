package pagoda.broker;

/**
 * Answers requests.
 *
 * <p>Each request is handled on a virtual thread of its own, at most {@link
 * RpcServerOptions#prefetch} at a time, so a handler may block; work that keeps a processor busy
 * belongs on a pool of platform threads the handler waits for. A handler must allow for the same
 * request coming again.
 */
@FunctionalInterface
public interface RpcHandler {

  /**
   * Answers a request.
   *
   * <p>The thread is interrupted when nobody waits for the answer any more; {@link
   * ServedRequest#cancellation} tells the same.
   *
   * @param request the request
   * @return a reply, or a failure to report to the caller; {@link RpcCode#BAD_REQUEST} also puts
   *     the request away as a dead letter
   * @throws RpcException instead of returning its failure
   * @throws Exception anything else is reported as {@link RpcCode#INTERNAL}, without its text
   */
  RpcOutcome handle(ServedRequest request) throws Exception;
}
