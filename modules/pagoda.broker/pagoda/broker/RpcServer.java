package pagoda.broker;

import java.time.Duration;

/**
 * Serves the requests of one queue. A request is acknowledged only when its reply is safe with the
 * broker, so one whose server dies is served by another. Thread-safe.
 */
public interface RpcServer extends AutoCloseable {

  /** How long {@link #close} waits for running requests: 10 s. */
  Duration DRAIN_LIMIT = Duration.ofSeconds(10);

  /**
   * Takes no more requests, finishes those it has, and stops serving. What is not finished in time
   * is cancelled and left to other servers. No caller notices.
   *
   * @param limit how long to wait at most
   * @return true if every request was finished
   */
  boolean drain(Duration limit);

  /**
   * Returns what this server has done and is doing.
   *
   * @return a snapshot
   */
  ServerSnapshot snapshot();

  /** Drains with the default limit. Does nothing when called again. */
  @Override
  default void close() {
    drain(DRAIN_LIMIT);
  }
}
