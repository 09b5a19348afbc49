package pagoda.broker.internal.call;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pagoda.broker.Broker;
import pagoda.broker.BrokerLimitException;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;

/** The clients of a broker: one that all share, and a limited number of others. Thread-safe. */
public final class Clients {
  private final Maker maker;
  private final Set<CallClient> open = new HashSet<>();
  private Optional<RpcClient> shared = Optional.empty();

  /** Makes a client over some transport. */
  public interface Maker {
    /**
     * Makes a client.
     *
     * @param options its limits
     * @param onClose to be told when it is closed
     */
    CallClient make(RpcClientOptions options, Consumer<CallClient> onClose);
  }

  public Clients(Maker maker) {
    this.maker = maker;
  }

  /** The client that all share, made when it is asked for first. */
  public synchronized RpcClient shared() {
    if (shared.isEmpty()) {
      shared = Optional.of(new SharedClient(add(RpcClientOptions.defaults())));
    }
    return shared.get();
  }

  /** One more client, unless there are as many as allowed. */
  public synchronized RpcClient open(RpcClientOptions options) {
    long others = open.size() - shared.stream().count();
    if (others >= Broker.MAX_CLIENTS) {
      throw new BrokerLimitException("clients", Broker.MAX_CLIENTS);
    }
    return add(options);
  }

  private CallClient add(RpcClientOptions options) {
    CallClient client = maker.make(options, this::remove);
    open.add(client);
    return client;
  }

  private synchronized void remove(CallClient client) {
    open.remove(client);
  }

  /** How many there are, with the one that all share. */
  public synchronized int count() {
    return open.size();
  }

  /** Closes every client. */
  public void closeAll() {
    List<CallClient> closing;
    synchronized (this) {
      closing = List.copyOf(open);
    }
    closing.forEach(CallClient::close);
  }
}
