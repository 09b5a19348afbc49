package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.broker.Cancellation;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.ServedRequest;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.wire.Replies;
import pagoda.broker.internal.amqp.wire.Requests;
import pagoda.broker.internal.amqp.wire.Wire;
import pagoda.broker.internal.handle.Delivery;
import pagoda.broker.internal.handle.ServedQueue;

/** A request that came from RabbitMQ. Once settled it can not be settled again. Thread-safe. */
final class AmqpDelivery implements Delivery {
  /** Foreign headers larger than this are left out of a dead letter, whose frame is limited. */
  private static final long MAX_HEADERS = 4096;

  private final ServeSession session;
  private final ServedQueue served;
  private final Envelope envelope;
  private final BasicProperties properties;
  private final byte[] body;
  private final long callerDeadline;
  private final AtomicBoolean settled = new AtomicBoolean();

  AmqpDelivery(
      ServeSession session,
      ServedQueue served,
      Envelope envelope,
      BasicProperties properties,
      byte[] body) {
    this.session = session;
    this.served = served;
    this.envelope = envelope;
    this.properties = properties;
    this.body = body;
    long left = Requests.millisLeft(properties, served.options().handlerLimit().toMillis());
    callerDeadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(left);
  }

  long tag() {
    return envelope.getDeliveryTag();
  }

  /** The correlation id; empty if there is none. */
  String id() {
    return properties.getCorrelationId() == null ? "" : properties.getCorrelationId();
  }

  boolean settled() {
    return settled.get();
  }

  /** Why this request shall not be tried, if so. */
  Optional<RpcFailure> hopeless() {
    if (replyTo().isEmpty()) {
      return Optional.of(RpcFailure.of(RpcCode.BAD_REQUEST, "the request has no reply_to"));
    }
    int lost = Requests.lostDeliveries(properties) + (lossUncounted() ? 1 : 0);
    if (lost >= served.options().maxDeliveries()) {
      return Optional.of(
          RpcFailure.of(
              RpcCode.INTERNAL, "given up: %d servers failed over the request".formatted(lost)));
    }
    return Optional.empty();
  }

  private String replyTo() {
    return properties.getReplyTo() == null ? "" : properties.getReplyTo();
  }

  /** Whether an earlier delivery was lost and the message itself does not say so yet. */
  boolean lossUncounted() {
    return envelope.isRedeliver() && !Requests.counted(properties);
  }

  /**
   * Puts the request back with one more lost delivery on record. A classic queue says only that
   * there were any, and what kills its servers must not go round for ever.
   */
  void putBackCounted() {
    settled.set(true);
    session.publish(
        served.name(),
        Requests.withLostDelivery(properties, expiration()),
        body,
        acknowledgeAfter(1));
  }

  /** What is left of the time to live, which starts anew when a message is published anew. */
  private String expiration() {
    if (Requests.plain(properties)) {
      return properties.getExpiration();
    }
    long left = TimeUnit.NANOSECONDS.toMillis(callerDeadline - System.nanoTime());
    return Long.toString(Math.max(0, left));
  }

  @Override
  public ServedRequest request(Cancellation cancellation) {
    return Requests.served(served.name(), properties, body, cancellation, callerDeadline);
  }

  @Override
  public long deadline() {
    return callerDeadline + served.options().clockSkew().toNanos();
  }

  @Override
  public boolean redelivered() {
    return Requests.lostDeliveries(properties) > 0;
  }

  @Override
  public void answer(RpcOutcome outcome) {
    if (settled.compareAndSet(false, true)) {
      reply(outcome, acknowledgeAfter(1));
    }
  }

  private void reply(RpcOutcome outcome, Publication publication) {
    RpcOutcome fitting = fitting(outcome);
    session.publish(
        replyTo(),
        Replies.properties(fitting, properties.getCorrelationId(), Requests.plain(properties)),
        Replies.body(fitting),
        publication);
  }

  private RpcOutcome fitting(RpcOutcome outcome) {
    byte[] reply = Replies.body(outcome);
    return session.limit().allows(reply) ? outcome : session.limit().failure(reply);
  }

  @Override
  public void drop() {
    if (settled.compareAndSet(false, true)) {
      session.acknowledge(this);
    }
  }

  @Override
  public void requeue() {
    if (settled.compareAndSet(false, true)) {
      session.requeue(this);
    }
  }

  @Override
  public void deadLetter(RpcFailure failure) {
    if (settled.compareAndSet(false, true)) {
      boolean answerable = !replyTo().isEmpty();
      Publication publication = acknowledgeAfter(answerable ? 2 : 1);
      session.publish(served.deadLetterQueue(), deadLetterProperties(failure), body, publication);
      if (answerable) {
        reply(failure, publication);
      }
      session.deadLettered(failure.message());
    }
  }

  private BasicProperties deadLetterProperties(RpcFailure failure) {
    Map<String, Object> headers = new HashMap<>();
    if (properties.getHeaders() != null && headerBytes() <= MAX_HEADERS) {
      headers.putAll(properties.getHeaders());
    }
    headers.put(Wire.REASON, Replies.shortened(failure.message()));
    headers.put(Wire.CODE, failure.code().text());
    headers.put(Wire.ORIGIN, served.name());
    return properties.builder().headers(headers).expiration(null).deliveryMode(2).build();
  }

  private long headerBytes() {
    try {
      return Frame.tableSize(properties.getHeaders());
    } catch (IOException e) {
      throw new UncheckedIOException("headers that were read can not be measured", e);
    }
  }

  /** Acknowledges the request when so many messages are safe, or requeues it if one is not. */
  private Publication acknowledgeAfter(int messages) {
    AtomicInteger unsafe = new AtomicInteger(messages);
    return new Publication() {
      @Override
      public void confirmed() {
        if (unsafe.decrementAndGet() == 0) {
          session.acknowledge(AmqpDelivery.this);
        }
      }

      @Override
      public void refused() {
        if (unsafe.getAndSet(-1) > 0) {
          session.requeue(AmqpDelivery.this);
        }
      }
    };
  }
}
