package pagoda.app.api;

import java.util.Optional;
import pagoda.broker.Broker;
import pagoda.broker.ClientSnapshot;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.LinkState;
import pagoda.broker.RpcClient;

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

  /** A link to RabbitMQ and the client that calls over it. */
  public static BrokerStatus of(Broker broker, RpcClient client) {
    LinkSnapshot link = broker.link();
    ClientSnapshot calls = client.snapshot();
    String state = link.state() == LinkState.UP ? "connected" : link.state().text();
    Optional<String> address =
        link.address().isEmpty() ? Optional.empty() : Optional.of(link.address());
    return new BrokerStatus(
        "amqp", state, address, calls.pending(), link.reconnects(), calls.lateReplies());
  }
}
