package pagoda.broker.internal.amqp.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.ServerSnapshot;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.Supervisor;
import pagoda.broker.internal.amqp.link.Tenant;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.handle.RequestRunner;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.handle.ServerCounters;
import pagoda.broker.internal.handle.StopCause;
import pagoda.broker.internal.report.Events;

/** Serves a queue of RabbitMQ, through all epochs of the link. Thread-safe. */
public final class AmqpServer implements RpcServer, Tenant {
  private static final Duration HAND_OVER = Duration.ofSeconds(1);

  private final ServedQueue served;
  private final Topology topology;
  private final Events events;
  private final ServerCounters counters;
  private final RequestRunner runner;
  private final Supervisor supervisor;
  private final Consumer<AmqpServer> onClose;
  private final LateReplies late = new LateReplies();
  private volatile ServeSession session;
  private volatile boolean draining;

  public AmqpServer(
      ServedQueue served,
      Topology topology,
      Events events,
      ServerCounters counters,
      RequestRunner runner,
      Supervisor supervisor,
      Consumer<AmqpServer> onClose) {
    this.served = served;
    this.topology = topology;
    this.events = events;
    this.counters = counters;
    this.runner = runner;
    this.supervisor = supervisor;
    this.onClose = onClose;
  }

  @Override
  public void attach(Epoch epoch) throws IOException {
    if (!draining) {
      ServeSession opened = ServeSession.open(epoch, served, topology, events, counters, runner);
      session = opened;
      late.attach(opened);
    }
  }

  @Override
  public boolean attached() {
    ServeSession open = session;
    return draining || (open != null && open.serving());
  }

  @Override
  public void detach(Epoch epoch, String reason) {
    ServeSession lost = session;
    session = null;
    late.detach();
    if (lost != null) {
      lost.abandon();
    }
    // The broker gives these requests to another server; their answers would be second ones.
    runner.stopAll(StopCause.SERVER);
  }

  @Override
  public void linkBlocked() {
    // Replies wait in the socket until the broker takes them.
  }

  @Override
  public void linkStaysDown(String reason) {
    // Requests wait in the broker.
  }

  @Override
  public boolean drain(Duration limit) {
    draining = true;
    supervisor.remove(this);
    ServeSession open = session;
    boolean finished = true;
    if (open != null) {
      open.stopConsuming();
      finished = awaitIdle(open, limit);
      if (!finished) {
        runner.stopAll(StopCause.SERVER);
        awaitIdle(open, HAND_OVER);
      }
      open.close();
      session = null;
    }
    onClose.accept(this);
    return finished;
  }

  boolean answerLater(String replyTo, String correlationId, RpcReply reply) {
    return late.add(replyTo, correlationId, reply);
  }

  private boolean awaitIdle(ServeSession session, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      return session.awaitIdle(limit) && late.awaitNone(Duration.ofNanos(end - System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the caller is in a hurry
      return false;
    }
  }

  @Override
  public ServerSnapshot snapshot() {
    ServeSession open = session;
    boolean consuming = !draining && open != null && open.serving();
    return counters.snapshot(consuming, open == null ? 0 : open.inFlight());
  }
}
