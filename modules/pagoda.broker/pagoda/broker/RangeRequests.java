package pagoda.broker;

/** Makes the request that asks for one range of a large answer. */
@FunctionalInterface
public interface RangeRequests {

  /**
   * Returns the request for a range. It is sent as idempotent, and again after a failure that may
   * pass.
   *
   * @param from the number of the first item
   * @param count how many items, at least 1
   * @return a request
   */
  RpcRequest range(long from, long count);
}
