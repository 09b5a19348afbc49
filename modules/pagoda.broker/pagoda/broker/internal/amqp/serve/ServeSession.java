package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import pagoda.broker.BrokerEvent;
import pagoda.broker.RpcFailure;
import pagoda.broker.internal.amqp.link.ConfirmWindow;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.MessageLimit;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.socket.WriteTask;
import pagoda.broker.internal.amqp.wire.Wire;
import pagoda.broker.internal.handle.RequestRunner;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.handle.ServerCounters;
import pagoda.broker.internal.report.Events;

/** The channels of one server in one epoch. */
final class ServeSession {
  private final Epoch epoch;
  private final ServedQueue served;
  private final Events events;
  private final ServerCounters counters;
  private final RequestRunner runner;
  private final ConfirmWindow window = new ConfirmWindow();
  private final InFlight inFlight = new InFlight();
  private final CancelNotices cancels = new CancelNotices();
  private Channel requests;
  private Channel replies;
  private final CancelReceiver cancelReceiver;
  private Acknowledgements acknowledgements;
  private String consumerTag;
  private volatile boolean draining;

  private ServeSession(
      Epoch epoch,
      ServedQueue served,
      Events events,
      ServerCounters counters,
      RequestRunner runner) {
    this.epoch = epoch;
    this.served = served;
    this.events = events;
    this.counters = counters;
    this.runner = runner;
    cancelReceiver = new CancelReceiver(epoch, cancels::cancel);
  }

  static ServeSession open(
      Epoch epoch,
      ServedQueue served,
      Topology topology,
      Events events,
      ServerCounters counters,
      RequestRunner runner)
      throws IOException {
    ServeSession session = new ServeSession(epoch, served, events, counters, runner);
    topology.requestQueue(epoch.consuming(), served.name());
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
                accept(new AmqpDelivery(ServeSession.this, served, envelope, properties, body));
              }

              @Override
              public void handleCancel(String tag) {
                epoch.fail("the broker cancelled the consumer of '" + served.name() + "'");
              }
            });
  }

  private void accept(AmqpDelivery delivery) {
    Optional<RpcFailure> hopeless = delivery.hopeless();
    if (draining) {
      delivery.requeue();
    } else if (cancels.cancelled(delivery.id())) {
      counters.countCancelled();
      delivery.drop();
    } else if (hopeless.isPresent()) {
      delivery.deadLetter(hopeless.get());
    } else if (delivery.lossUncounted()) {
      counters.countRedelivered();
      delivery.putBackCounted();
    } else {
      cancels.started(delivery.id(), runner.start(delivery));
      if (delivery.settled()) { // it ended before it was on record
        cancels.ended(delivery.id());
      }
    }
  }

  MessageLimit limit() {
    return epoch.limit();
  }

  /** Publishes to a queue and tells what became of it. */
  void publish(String queue, BasicProperties properties, byte[] body, Publication publication) {
    boolean mandatory = !queue.startsWith(Wire.DIRECT_REPLY_TO);
    WriteTask task =
        () -> {
          if (replies.isOpen()) { // or else the server was closed before its handler ended
            window.add(replies.getNextPublishSeqNo(), publication);
            replies.basicPublish("", queue, mandatory, properties, body);
          }
        };
    checkOffered(epoch.publisher().offerMessage(task));
  }

  void acknowledge(AmqpDelivery delivery) {
    cancels.ended(delivery.id());
    checkOffered(acknowledgements.acknowledge(delivery.tag()));
  }

  void requeue(AmqpDelivery delivery) {
    counters.countRequeued();
    cancels.ended(delivery.id());
    checkOffered(acknowledgements.requeue(delivery.tag()));
  }

  /** What can not even be queued would leave its request unacknowledged for ever. */
  private void checkOffered(boolean offered) {
    if (!offered && !epoch.ended()) {
      epoch.fail("too many messages wait to be sent");
    }
  }

  /** A dead letter was, or is about to be, published. */
  void deadLettered(String reason) {
    counters.countDeadLettered();
    events.tell(new BrokerEvent.DeadLettered(served.name(), served.deadLetterQueue(), reason));
  }

  private void returned(Return message) {
    if (message.getRoutingKey().equals(served.deadLetterQueue())) {
      epoch.fail("the dead letter queue is gone"); // the next epoch makes a new one
    } else {
      counters.countUndeliverable();
    }
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
  }

  /** Closes the channels; what is not acknowledged goes to other servers. */
  void close() {
    epoch.forget(window);
    epoch.publisher().offer(replies::abort);
    epoch
        .acknowledger()
        .offer(() -> {
          requests.abort();
          cancelReceiver.close();
        });
  }
}
