package pagoda.broker.internal.amqp;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerLimitException;
import pagoda.broker.BrokerListener;
import pagoda.broker.BrokerSubscription;
import pagoda.broker.IntakeHandler;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.MessageIntake;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.internal.amqp.call.CallLane;
import pagoda.broker.internal.amqp.link.EpochOpener;
import pagoda.broker.internal.amqp.link.LinkStatus;
import pagoda.broker.internal.amqp.link.Supervisor;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.serve.AmqpIntake;
import pagoda.broker.internal.amqp.serve.AmqpServer;
import pagoda.broker.internal.call.CallClient;
import pagoda.broker.internal.call.Clients;
import pagoda.broker.internal.handle.RequestRunner;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.handle.ServerCounters;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;

/** A broker that is RabbitMQ. Thread-safe. */
public final class AmqpBroker implements Broker {
  /** For what is declared, each time on a channel of its own, and for cancels. */
  private static final int SPARE_CHANNELS = 2;

  /** What stands for "taken" between a handler and its delivery; nobody is sent it. */
  private static final RpcReply TAKEN = RpcReply.of(new byte[0]);

  private final Events events;
  private final Timer timer = new Timer();
  private final LinkStatus status;
  private final Topology topology;
  private final Supervisor supervisor;
  private final Clients clients;
  private final Set<AmqpServer> servers = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /**
   * Starts to connect.
   *
   * @param options where and how
   * @param listeners who hears of its events
   */
  public AmqpBroker(AmqpOptions options, BrokerListener... listeners) {
    events = new Events(listeners);
    status = new LinkStatus(events, options.times().patience(), options.times().backoff().cap());
    topology = new Topology(options.queueDeclare(), events);
    supervisor =
        new Supervisor(
            new EpochOpener(options), options.addresses(), options.times(), status, timer);
    clients = new Clients(this::client);
    supervisor.start();
  }

  @Override
  public synchronized RpcClient client() {
    checkOpen();
    return clients.shared();
  }

  @Override
  public synchronized RpcClient newClient(RpcClientOptions options) {
    checkOpen();
    checkChannels("clients", clients.count(), clients.count() + 1, servers.size());
    return clients.open(options);
  }

  private CallClient client(RpcClientOptions options, Consumer<CallClient> onClose) {
    CallLane[] lane = new CallLane[1];
    CallClient client =
        new CallClient(
            options,
            timer,
            events,
            calls -> lane[0] = new CallLane(calls, status, topology, supervisor),
            onClose);
    supervisor.add(lane[0]);
    return client;
  }

  @Override
  public synchronized RpcServer serve(String queue, RpcServerOptions options, RpcHandler handler) {
    return server(new ServedQueue(queue, options, false), handler);
  }

  @Override
  public synchronized MessageIntake takeIn(
      String queue, RpcServerOptions options, IntakeHandler handler) {
    RpcHandler taking =
        message -> handler.take(message).<RpcOutcome>map(failure -> failure).orElse(TAKEN);
    return new AmqpIntake(server(new ServedQueue(queue, options, true), taking));
  }

  private AmqpServer server(ServedQueue served, RpcHandler handler) {
    checkOpen();
    if (servers.size() >= MAX_SERVERS) {
      throw new BrokerLimitException("servers", MAX_SERVERS);
    }
    checkChannels("servers", servers.size(), clients.count(), servers.size() + 1);
    ServerCounters counters = new ServerCounters(served.name());
    RequestRunner runner = new RequestRunner(served, handler, timer, events, counters);
    AmqpServer server =
        new AmqpServer(served, topology, events, counters, runner, supervisor, servers::remove);
    servers.add(server);
    supervisor.add(server);
    return server;
  }

  @Override
  public BrokerSubscription subscribe(BrokerListener listener) {
    return events.subscribe(listener);
  }

  /**
   * A client has two channels to publish and one to consume, a server the other way round. Past the
   * broker's own limit of channels the link would fall, and could not be made again.
   */
  private void checkChannels(String what, int now, int clientsThen, int serversThen) {
    int needed =
        Math.max(2 * clientsThen + serversThen, clientsThen + 2 * serversThen) + SPARE_CHANNELS;
    if (needed > supervisor.channelMax()) {
      throw new BrokerLimitException(what, now);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the broker is closed");
    }
  }

  @Override
  public LinkSnapshot link() {
    return status.snapshot();
  }

  @Override
  public boolean ready() {
    return supervisor.ready();
  }

  @Override
  public boolean awaitReady(Duration limit) throws InterruptedException {
    return status.await(supervisor::ready, limit);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    List.copyOf(servers).forEach(AmqpServer::close);
    clients.closeAll();
    try {
      supervisor.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the supervisor goes on to close by itself
    }
    timer.close();
  }
}
