package pagoda.broker.internal.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import pagoda.broker.Broker;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerLimitException;
import pagoda.broker.BrokerListener;
import pagoda.broker.BrokerSubscription;
import pagoda.broker.IntakeHandler;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.LinkState;
import pagoda.broker.MessageIntake;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.internal.call.CallClient;
import pagoda.broker.internal.call.Clients;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;

/** A broker within this process. Thread-safe. */
public final class EmbeddedBroker implements Broker {
  private static final String ADDRESS = "embedded";

  private final Events events;
  private final Timer timer = new Timer();
  private final Map<String, EmbeddedQueue> queues = new ConcurrentHashMap<>();
  private final Clients clients = new Clients(this::client);
  private final Set<EmbeddedServer> servers = ConcurrentHashMap.newKeySet();
  private volatile LinkState state = LinkState.UP;
  private volatile long since = System.nanoTime();

  /**
   * Makes a broker without queues.
   *
   * @param listeners who hears of its events
   */
  public EmbeddedBroker(BrokerListener... listeners) {
    events = new Events(listeners);
  }

  @Override
  public RpcClient client() {
    checkOpen();
    return clients.shared();
  }

  @Override
  public RpcClient newClient(RpcClientOptions options) {
    checkOpen();
    return clients.open(options);
  }

  private CallClient client(RpcClientOptions options, Consumer<CallClient> onClose) {
    return new CallClient(
        options, timer, events, calls -> new EmbeddedCarrier(queues, calls), onClose);
  }

  @Override
  public synchronized RpcServer serve(String name, RpcServerOptions options, RpcHandler handler) {
    checkOpen();
    if (servers.size() >= MAX_SERVERS) {
      throw new BrokerLimitException("servers", MAX_SERVERS);
    }
    ServedQueue served = new ServedQueue(name, options, false);
    EmbeddedQueue queue = queues.computeIfAbsent(name, _ -> new EmbeddedQueue());
    EmbeddedServer server =
        new EmbeddedServer(queue, served, handler, timer, events, servers::remove);
    servers.add(server);
    queue.attach(server);
    return server;
  }

  @Override
  public MessageIntake takeIn(String queue, RpcServerOptions options, IntakeHandler handler) {
    throw new UnsupportedOperationException(
        "within one process nobody sends messages but RpcClient, which waits for an answer");
  }

  @Override
  public BrokerSubscription subscribe(BrokerListener listener) {
    return events.subscribe(listener);
  }

  private void checkOpen() {
    if (state == LinkState.CLOSED) {
      throw new IllegalStateException("the broker is closed");
    }
  }

  @Override
  public LinkSnapshot link() {
    return new LinkSnapshot(
        state,
        Duration.ofNanos(System.nanoTime() - since),
        ADDRESS,
        1,
        0,
        Duration.ZERO,
        "",
        events.failures());
  }

  @Override
  public boolean ready() {
    return state == LinkState.UP;
  }

  @Override
  public boolean awaitReady(Duration limit) {
    return ready();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (state == LinkState.CLOSED) {
        return;
      }
      state = LinkState.CLOSED;
      since = System.nanoTime();
    }
    List.copyOf(servers).forEach(EmbeddedServer::close);
    clients.closeAll();
    timer.close();
    events.tell(new BrokerEvent.LinkChanged(LinkState.UP, LinkState.CLOSED, 1, "closed"));
  }
}
