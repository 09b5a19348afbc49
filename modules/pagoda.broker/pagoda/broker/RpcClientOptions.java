package pagoda.broker;

/**
 * The limits of a client. Immutable.
 *
 * {@snippet lang=java :
 * broker.newClient(RpcClientOptions.defaults().withMaxPending(100));
 * }
 */
public final class RpcClientOptions {
  private static final int MOST_PENDING = 1_000_000;

  private final int maxPending;
  private final long maxPendingBytes;
  private final int maxRequestBytes;

  private RpcClientOptions(int maxPending, long maxPendingBytes, int maxRequestBytes) {
    if (maxPending < 1 || maxPending > MOST_PENDING) {
      throw new IllegalArgumentException("maxPending must be 1 to 1,000,000: " + maxPending);
    }
    if (maxPendingBytes < 1) {
      throw new IllegalArgumentException("maxPendingBytes must be positive: " + maxPendingBytes);
    }
    if (maxRequestBytes < 1) {
      throw new IllegalArgumentException("maxRequestBytes must be positive: " + maxRequestBytes);
    }
    this.maxPending = maxPending;
    this.maxPendingBytes = maxPendingBytes;
    this.maxRequestBytes = maxRequestBytes;
  }

  /** {@return the default limits} */
  public static RpcClientOptions defaults() {
    return new RpcClientOptions(10_000, 64L << 20, 1 << 20);
  }

  /** {@return how many calls may be pending; further ones fail with {@link RpcCode#OVERLOADED}} */
  public int maxPending() {
    return maxPending;
  }

  /**
   * {@return how many bytes their requests may have together; further calls fail with {@link
   * RpcCode#OVERLOADED}}
   */
  public long maxPendingBytes() {
    return maxPendingBytes;
  }

  /**
   * {@return how many bytes one request may have; larger ones fail with {@link RpcCode#TOO_LARGE}}
   */
  public int maxRequestBytes() {
    return maxRequestBytes;
  }

  /**
   * Changes how many calls may be pending; further ones fail with {@link RpcCode#OVERLOADED}.
   *
   * @param newMaxPending 1 to 1,000,000; default 10,000
   * @return the changed options
   */
  public RpcClientOptions withMaxPending(int newMaxPending) {
    return new RpcClientOptions(newMaxPending, maxPendingBytes, maxRequestBytes);
  }

  /**
   * Changes how many bytes their requests may have together; further calls fail with {@link
   * RpcCode#OVERLOADED}.
   *
   * @param newMaxPendingBytes at least 1; default 64 MiB
   * @return the changed options
   */
  public RpcClientOptions withMaxPendingBytes(long newMaxPendingBytes) {
    return new RpcClientOptions(maxPending, newMaxPendingBytes, maxRequestBytes);
  }

  /**
   * Changes how many bytes one request may have; larger ones fail with {@link RpcCode#TOO_LARGE}.
   *
   * @param newMaxRequestBytes at least 1; default 1 MiB
   * @return the changed options
   */
  public RpcClientOptions withMaxRequestBytes(int newMaxRequestBytes) {
    return new RpcClientOptions(maxPending, maxPendingBytes, newMaxRequestBytes);
  }
}
