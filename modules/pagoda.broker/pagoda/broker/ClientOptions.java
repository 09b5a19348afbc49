package pagoda.broker;

/**
 * The limits of a client. Immutable.
 *
 * @param maxPending how many calls may be pending; further ones fail with {@link
 *     RpcCode#OVERLOADED}; 1 to 1,000,000
 * @param maxPendingBytes how many bytes their requests may have together; at least 1
 * @param maxRequestBytes how many bytes one request may have; larger ones fail with {@link
 *     RpcCode#TOO_LARGE}; at least 1
 */
public record ClientOptions(int maxPending, long maxPendingBytes, int maxRequestBytes) {

  /** Checks the ranges. */
  public ClientOptions {
    if (maxPending < 1 || maxPending > 1_000_000) {
      throw new IllegalArgumentException("maxPending must be 1 to 1,000,000: " + maxPending);
    }
    if (maxPendingBytes < 1) {
      throw new IllegalArgumentException("maxPendingBytes must be positive: " + maxPendingBytes);
    }
    if (maxRequestBytes < 1) {
      throw new IllegalArgumentException("maxRequestBytes must be positive: " + maxRequestBytes);
    }
  }

  /**
   * Returns the default limits: 10,000 calls, 64 MiB of them, 1 MiB each.
   *
   * @return options
   */
  public static ClientOptions defaults() {
    return new ClientOptions(10_000, 64L << 20, 1 << 20);
  }

  /**
   * Returns the same options with another number of pending calls.
   *
   * @param maxPending 1 to 1,000,000
   * @return options
   */
  public ClientOptions withMaxPending(int maxPending) {
    return new ClientOptions(maxPending, maxPendingBytes, maxRequestBytes);
  }
}
