package pagoda.app.api;

import java.util.Optional;

/**
 * What the status page shows of the broker.
 *
 * @param transport {@code embedded} or {@code amqp}
 * @param state {@code connected}, {@code connecting}, {@code blocked} or {@code closed}
 * @param address the broker's address without its password
 * @param pending calls that wait for their answer
 * @param reconnects how often a connection was made again
 * @param lateReplies replies that came after their call had ended
 */
public record BrokerStatus(
    String transport,
    String state,
    Optional<String> address,
    long pending,
    long reconnects,
    long lateReplies) {
  /** Everything in one process. */
  public static final BrokerStatus EMBEDDED =
      new BrokerStatus("embedded", "connected", Optional.empty(), 0, 0, 0);
}
