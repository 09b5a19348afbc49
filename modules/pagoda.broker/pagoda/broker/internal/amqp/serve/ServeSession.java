package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import pagoda.broker.RpcFailure;
import pagoda.broker.internal.amqp.link.ConfirmWindow;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.MessageLimit;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.socket.WriteTask;
import pagoda.broker.internal.amqp.wire.Protocol;
import pagoda.broker.internal.amqp.wire.ReceivedRequest;
import pagoda.broker.internal.amqp.wire.Wire;
import pagoda.broker.internal.handle.RequestRunner;
import pagoda.broker.internal.handle.RunningRequest;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.handle.ServerCounters;
import pagoda.broker.internal.report.Events;

/** The channels of one server in one epoch. */
final class ServeSession {
  private final Epoch epoch;
  private final ServedQueue served;
  private final ServerCounters counters;
  private final RequestRunner runner;
  private final ConfirmWindow window = new ConfirmWindow();
  private final InFlight inFlight = new InFlight();
  private final CancelNotices cancels = new CancelNotices();
  private Channel requests;
  private Channel replies;
  private final CancelReceiver cancelReceiver;
  private final DeadLetters deadLetters;
  private final RefusedReplies refusedReplies;
  private final ClockCheck clocks;
  private final DirectReplies directReplies;
  private boolean queueCounts;
  private Acknowledgements acknowledgements;
  private String consumerTag;
  private volatile boolean draining;

  private ServeSession(
      Epoch epoch,
      ServedQueue served,
      Topology topology,
      Events events,
      ServerCounters counters,
      RequestRunner runner) {
    this.epoch = epoch;
    this.served = served;
    this.counters = counters;
    this.runner = runner;
    cancelReceiver = new CancelReceiver(epoch, cancels::cancel);
    deadLetters = new DeadLetters(this, served, topology, events, counters);
    refusedReplies = new RefusedReplies(served.name(), events);
    clocks = new ClockCheck(events);
    directReplies = new DirectReplies(epoch);
  }

  static ServeSession open(
      Epoch epoch,
      ServedQueue served,
      Topology topology,
      Events events,
      ServerCounters counters,
      RequestRunner runner)
      throws IOException {
    ServeSession session = new ServeSession(epoch, served, topology, events, counters, runner);
    session.queueCounts = !topology.requestQueue(epoch.consuming(), served.name(), served.intake());
    topology.deadLetterQueue(epoch.consuming(), served.deadLetterQueue());
    session.replies = epoch.openConfirming(session.window);
    session.replies.addReturnListener(session::returned);
    session.cancelReceiver.open(topology);
    session.consumeRequests();
    return session;
  }

  private void consumeRequests() throws IOException {
    requests = epoch.open(epoch.consuming());
    acknowledgements = new Acknowledgements(requests, epoch.acknowledger(), inFlight::remove);
    requests.basicQos(served.options().prefetch());
    consumerTag =
        requests.basicConsume(
            served.name(),
            false,
            new DefaultConsumer(requests) {
              @Override
              public void handleDelivery(
                  String tag, Envelope envelope, BasicProperties properties, byte[] body) {
                inFlight.add();
                ReceivedRequest request = new ReceivedRequest(properties, body);
                accept(new AmqpDelivery(ServeSession.this, served, envelope, request));
              }

              @Override
              public void handleCancel(String tag) {
                epoch.fail("the broker cancelled the consumer of '" + served.name() + "'");
              }
            });
  }

  private void accept(AmqpDelivery delivery) {
    ReceivedRequest request = delivery.received();
    Optional<RpcFailure> hopeless = delivery.hopeless();
    Optional<RpcFailure> unsupported = Protocol.refusal(request);
    if (draining) {
      delivery.requeue();
    } else if (request.id().filter(cancels::cancelled).isPresent()) {
      counters.countCancelled();
      delivery.drop();
    } else if (request.isReply()) {
      counters.countUndeliverable();
      delivery.drop();
    } else if (hopeless.isPresent()) {
      delivery.deadLetter(hopeless.get());
    } else if (unsupported.isPresent()) {
      refuse(delivery, unsupported.get());
    } else if (delivery.lossUncounted() && limit().allows(request.body())) {
      counters.countRedelivered();
      delivery.putBackCounted();
    } else {
      serve(delivery);
    }
  }

  /** A message that is to be taken over has no caller who could ask elsewhere. */
  private void refuse(AmqpDelivery delivery, RpcFailure failure) {
    if (served.intake()) {
      delivery.deadLetter(failure);
    } else {
      delivery.answer(failure);
    }
  }

  /** Starts the handler of a request. */
  void serve(AmqpDelivery delivery) {
    RunningRequest running = runner.start(delivery);
    delivery.received().id().ifPresent(id -> cancels.started(id, running));
    if (delivery.settled()) { // it ended before it was on record
      forget(delivery);
    }
  }

  private void forget(AmqpDelivery delivery) {
    delivery.received().id().ifPresent(cancels::ended);
  }

  /** A request was answered with a reply, so it made sense. */
  void served(ReceivedRequest request) {
    clocks.look(request);
  }

  /** Whether the queue itself counts deliveries, as a quorum queue does. */
  boolean queueCounts() {
    return queueCounts;
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  MessageLimit limit() {
    return epoch.limit();
  }

  /** Publishes to a queue and tells what became of it. */
  void publish(String queue, BasicProperties properties, byte[] body, Publication publication) {
    if (queue.startsWith(Wire.DIRECT_REPLY_TO)) {
      directReplies.publish(queue, properties, body, publication);
      return;
    }
    WriteTask task =
        () -> {
          if (replies.isOpen()) { // or else the server was closed before its handler ended
            window.add(replies.getNextPublishSeqNo(), publication);
            replies.basicPublish("", queue, true, properties, body);
          }
        };
    checkOffered(epoch.publisher().offerMessage(task));
  }

  void acknowledge(AmqpDelivery delivery) {
    forget(delivery);
    checkOffered(acknowledgements.acknowledge(delivery.tag()));
  }

  void requeue(AmqpDelivery delivery) {
    counters.countRequeued();
    forget(delivery);
    checkOffered(acknowledgements.requeue(delivery.tag()));
  }

  /** What can not even be queued would leave its request unacknowledged for ever. */
  private void checkOffered(boolean offered) {
    if (!offered && !epoch.ended()) {
      epoch.fail("too many messages wait to be sent");
    }
  }

  /** Nobody takes a reply; if that is told of, it is by something else. */
  void countUndeliverable() {
    counters.countUndeliverable();
  }

  /** A queue refuses a reply. */
  void replyRefused(String queue) {
    counters.countUndeliverable();
    refusedReplies.tell(queue);
  }

  private void returned(Return message) {
    if (!deadLetters.returned(message)) {
      counters.countUndeliverable();
    }
  }

  /**
   * Declares something once more, off the thread that reads, and goes on with what depends on it.
   */
  void declare(Declaration declaration, Runnable then, Consumer<IOException> onFailure) {
    WriteTask task =
        () -> {
          try {
            declaration.declare(epoch.consuming());
          } catch (IOException e) {
            onFailure.accept(e);
            return;
          }
          then.run();
        };
    checkOffered(epoch.acknowledger().offer(task));
  }

  /** Something to declare over a connection. */
  interface Declaration {
    void declare(Connection connection) throws IOException;
  }

  boolean serving() {
    return !epoch.ended() && !draining;
  }

  int inFlight() {
    return inFlight.count();
  }

  void stopConsuming() {
    draining = true;
    epoch.acknowledger().offer(() -> requests.basicCancel(consumerTag));
  }

  boolean awaitIdle(Duration time) throws InterruptedException {
    return inFlight.awaitNone(time);
  }

  /** The epoch has ended, and with it every delivery. */
  void abandon() {
    inFlight.abandon();
    directReplies.stop();
  }

  /** Closes the channels; what is not acknowledged goes to other servers. */
  void close() {
    epoch.forget(window);
    directReplies.stop();
    epoch.publisher().offer(replies::abort);
    epoch
        .acknowledger()
        .offer(() -> {
          requests.abort();
          cancelReceiver.close();
        });
  }
}
