package pagoda.broker.internal.amqp.call;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.wire.Replies;
import pagoda.broker.internal.amqp.wire.Requests;
import pagoda.broker.internal.amqp.wire.Wire;
import pagoda.broker.internal.call.PendingCall;
import pagoda.broker.internal.call.PendingCalls;

/**
 * The channels and the reply queue of one client in one epoch. The reply queue has a new name each
 * time: under its old one the broker may still hold it for a connection it has not yet missed.
 */
final class CallSession {
  /** A request under which the link was lost so often may be the cause. */
  private static final int MAX_ATTEMPTS = 10;

  private final Epoch epoch;
  private final PendingCalls calls;
  private final String replyQueue = Wire.REPLY_QUEUE + UUID.randomUUID();
  private final RequestChannel requests;
  private Channel replies;
  private CancelSender cancels;

  private CallSession(Epoch epoch, PendingCalls calls) {
    this.epoch = epoch;
    this.calls = calls;
    requests = new RequestChannel(epoch, this::returned);
  }

  static CallSession open(Epoch epoch, PendingCalls calls, Topology topology) throws IOException {
    CallSession session = new CallSession(epoch, calls);
    session.openReplies();
    session.requests.open();
    session.cancels = CancelSender.open(epoch, topology);
    return session;
  }

  Epoch epoch() {
    return epoch;
  }

  private void openReplies() throws IOException {
    replies = epoch.open(epoch.consuming());
    replies.queueDeclare(replyQueue, false, true, true, Map.of());
    replies.basicConsume(
        replyQueue,
        true,
        new DefaultConsumer(replies) {
          @Override
          public void handleDelivery(
              String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            answer(properties, body);
          }

          @Override
          public void handleCancel(String tag) {
            epoch.fail("the broker deleted the reply queue");
          }
        });
  }

  private void answer(BasicProperties properties, byte[] body) {
    if (properties.getCorrelationId() != null) {
      calls.answer(properties.getCorrelationId(), Replies.outcome(properties, body));
    }
  }

  private void returned(Return message) {
    calls
        .find(String.valueOf(message.getProperties().getCorrelationId()))
        .ifPresent(call ->
            call.end(
                RpcFailure.of(
                    RpcCode.NO_ROUTE, "there is no queue '" + message.getRoutingKey() + "'")));
  }

  /** Leaves a call to the writer, unless this epoch has ended: then the next one sends it. */
  void publish(PendingCall call) {
    if (!epoch.publisher().offerMessage(() -> write(call)) && !epoch.ended()) {
      call.end(
          new RpcFailure(
              RpcCode.OVERLOADED, "too many messages wait to be sent", Duration.ofSeconds(1)));
    }
  }

  private void write(PendingCall call) throws IOException {
    if (epoch.ended() || call.done() || call.sentEpoch() == epoch.number()) {
      return; // it was sent by the one of two threads that saw this session open
    }
    RpcFailure refusal = requests.refusal().orElse(null);
    if (refusal != null && requests.mayOpenAgain()) {
      reopen(call);
      return;
    }
    if (refusal != null) {
      call.end(refusal);
      return;
    }
    if (call.attempts() > 0 && !call.request().idempotent()) {
      call.end(CallLane.lost("and the call may not be sent twice"));
      return;
    }
    if (!epoch.limit().allows(call.request().body())) {
      call.end(epoch.limit().failure(call.request().body()));
      return;
    }
    if (call.attempts() == MAX_ATTEMPTS) {
      call.end(CallLane.lost("%d times".formatted(MAX_ATTEMPTS)));
      return;
    }
    int attempt = call.sending(epoch.number());
    if (attempt > 1) {
      calls.countResent();
    }
    requests.publish(
        call.request().queue(),
        Requests.properties(call, replyQueue, attempt),
        call.request().body(),
        new Sent(call));
  }

  /** Opening waits for the broker's answer, which a task that writes messages must not do. */
  private void reopen(PendingCall call) {
    boolean offered =
        epoch
            .publisher()
            .offer(() -> {
              if (requests.mayOpenAgain()) {
                requests.open();
              }
              write(call);
            });
    if (!offered) {
      call.end(requests.refusal().orElseThrow());
    }
  }

  /** A request whose confirm is awaited; the call itself waits for more. */
  private final class Sent implements Publication {
    private final PendingCall call;

    Sent(PendingCall call) {
      this.call = call;
    }

    @Override
    public void confirmed() {
      // The broker has the request; what the caller waits for is the reply.
    }

    @Override
    public void refused() {
      call.end(
          requests
              .refusal()
              .orElseGet(() ->
                  new RpcFailure(
                      RpcCode.OVERLOADED,
                      "the broker refused the request",
                      Duration.ofSeconds(1))));
    }
  }

  CancelSender cancels() {
    return cancels;
  }

  /** Closes the channels; the broker deletes the reply queue. */
  void close() {
    epoch
        .publisher()
        .offer(() -> {
          requests.close();
          cancels.close();
        });
    epoch.acknowledger().offer(replies::abort);
  }
}
