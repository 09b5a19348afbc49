package pagoda.broker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request as its handler sees it. Immutable but for its clock and cancellation; thread-safe.
 *
 * @param queue the queue it came from
 * @param body the bytes; not to be written to
 * @param type the kind of request; empty if not said
 * @param contentType the media type of the body; empty if not said
 * @param priority 0 to 10
 * @param headers further properties, names to values
 * @param attempt 1, or more if the client or the broker sent it again
 * @param plain whether the caller is no {@link RpcClient} but any AMQP program: it gets the bare
 *     body, and there is no deadline but the server's own limit
 * @param origin what an AMQP message says of itself; unknown within one process
 * @param cancellation tells when nobody waits for the answer any more
 * @param deadline when the caller gives up, by {@link System#nanoTime}
 */
@SuppressWarnings("ArrayRecordComponent") // bodies are large and never compared
public record ServedRequest(
    String queue,
    byte[] body,
    String type,
    String contentType,
    int priority,
    Map<String, String> headers,
    int attempt,
    boolean plain,
    MessageOrigin origin,
    Cancellation cancellation,
    long deadline) {

  /** Copies the headers. */
  public ServedRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * Returns how long the caller will wait yet.
   *
   * @return the time left; zero or negative once it has passed
   */
  public Duration timeLeft() {
    return Duration.ofNanos(deadline - System.nanoTime());
  }

  /**
   * Returns the trace and span this request belongs to.
   *
   * @return the trace, if there is a valid one
   */
  public Optional<MessageTrace> trace() {
    return MessageTrace.from(headers);
  }
}
