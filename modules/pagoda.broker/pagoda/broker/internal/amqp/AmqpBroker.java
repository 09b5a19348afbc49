package pagoda.broker.internal.amqp;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.BrokerSubscription;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.internal.amqp.call.CallLane;
import pagoda.broker.internal.amqp.link.EpochOpener;
import pagoda.broker.internal.amqp.link.LinkStatus;
import pagoda.broker.internal.amqp.link.Supervisor;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.serve.AmqpServer;
import pagoda.broker.internal.call.CallClient;
import pagoda.broker.internal.handle.RequestRunner;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.handle.ServerCounters;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;

/** A broker that is RabbitMQ. Thread-safe. */
public final class AmqpBroker implements Broker {
  private final Events events;
  private final Timer timer = new Timer();
  private final LinkStatus status;
  private final Topology topology;
  private final Supervisor supervisor;
  private final Set<CallClient> clients = ConcurrentHashMap.newKeySet();
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
    supervisor.start();
  }

  @Override
  public synchronized RpcClient newClient(RpcClientOptions options) {
    checkOpen();
    CallLane[] lane = new CallLane[1];
    CallClient client =
        new CallClient(
            options,
            timer,
            events,
            calls -> lane[0] = new CallLane(calls, status, topology, supervisor),
            clients::remove);
    clients.add(client);
    supervisor.add(lane[0]);
    return client;
  }

  @Override
  public synchronized RpcServer serve(String queue, RpcServerOptions options, RpcHandler handler) {
    checkOpen();
    ServedQueue served = new ServedQueue(queue, options);
    ServerCounters counters = new ServerCounters(queue);
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
    List.copyOf(clients).forEach(CallClient::close);
    try {
      supervisor.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the supervisor goes on to close by itself
    }
    timer.close();
  }
}
