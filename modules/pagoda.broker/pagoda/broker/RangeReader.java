package pagoda.broker;

import java.util.Optional;

/**
 * Reads a large answer range by range, in order and in constant memory: at most a window of ranges
 * is asked for or kept, and a further one is asked for only when one is taken, so a slow reader
 * slows the servers. Confined to one thread.
 */
public interface RangeReader extends AutoCloseable {

  /**
   * Returns the next range's reply, waiting for it if need be. A range that is lost is asked for
   * again, of any server.
   *
   * @return the reply, or empty after the last range
   * @throws RpcException if the range can not be had
   * @throws InterruptedException if the waiting thread is interrupted
   */
  Optional<RpcReply> next() throws InterruptedException;

  /**
   * Returns how many times a range was asked for again.
   *
   * @return 0 or more
   */
  long repeated();

  /** Cancels what is still asked for. Does nothing when called again. */
  @Override
  void close();
}
