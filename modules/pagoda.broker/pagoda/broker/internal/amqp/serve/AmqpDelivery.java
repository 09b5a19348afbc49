package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.Envelope;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.broker.Cancellation;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.ServedRequest;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.wire.ReceivedRequest;
import pagoda.broker.internal.amqp.wire.Replies;
import pagoda.broker.internal.amqp.wire.Republished;
import pagoda.broker.internal.handle.Delivery;
import pagoda.broker.internal.handle.ServedQueue;

/**
 * A request that came from RabbitMQ. Once settled it can not be settled again. A message that the
 * broker refuses is not sent again: its request is acknowledged all the same, or it would come back
 * for ever. Thread-safe.
 */
final class AmqpDelivery implements Delivery {
  private final ServeSession session;
  private final ServedQueue served;
  private final Envelope envelope;
  private final ReceivedRequest request;
  private final int lost;
  private final long deadline;
  private final AtomicBoolean settled = new AtomicBoolean();

  AmqpDelivery(
      ServeSession session, ServedQueue served, Envelope envelope, ReceivedRequest request) {
    this.session = session;
    this.served = served;
    this.envelope = envelope;
    this.request = request;
    lost = request.lostDeliveries(session.queueCounts());
    long left = request.millisLeft(served.options().handlerLimit().toMillis());
    deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(left);
  }

  long tag() {
    return envelope.getDeliveryTag();
  }

  ReceivedRequest received() {
    return request;
  }

  boolean settled() {
    return settled.get();
  }

  /** Why this request shall not be tried, if so. */
  Optional<RpcFailure> hopeless() {
    Optional<String> fault = replyFault().or(this::ownQueue);
    if (fault.isPresent()) {
      return Optional.of(RpcFailure.of(RpcCode.BAD_REQUEST, fault.get()));
    }
    int failed = lost + (lossUncounted() ? 1 : 0);
    return failed < served.options().maxDeliveries()
        ? Optional.empty()
        : Optional.of(
            RpcFailure.of(
                RpcCode.INTERNAL,
                "given up: %d servers failed over the request".formatted(failed)));
  }

  /** Who hands a message over need not wait for an answer, and may say so by naming no queue. */
  private Optional<String> replyFault() {
    return served.intake() && !request.namesReplyQueue() ? Optional.empty() : request.replyFault();
  }

  /** An answer put there would be the next request, or look like a dead letter. */
  private Optional<String> ownQueue() {
    return request
        .replyQueue()
        .filter(queue -> queue.equals(served.name()) || queue.equals(served.deadLetterQueue()))
        .map(queue -> "reply_to names '" + queue + "', which is no queue for replies");
  }

  private Optional<String> replyQueue() {
    return request.replyQueue().filter(_ -> ownQueue().isEmpty());
  }

  /** Whether an earlier delivery was lost and the message itself does not say so yet. */
  boolean lossUncounted() {
    return envelope.isRedeliver() && !session.queueCounts();
  }

  /**
   * Puts the request back with one more lost delivery on record. A classic queue says only that
   * there were any, and what kills its servers must not go round for ever. If the queue does not
   * take it, it is served as it is.
   */
  void putBackCounted() {
    long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    session.publish(
        served.name(),
        Republished.request(request, lost + 1, left),
        request.body(),
        publication(this::acknowledge, () -> session.serve(this)));
  }

  @Override
  public ServedRequest request(Cancellation cancellation) {
    return request.served(served.name(), lost, cancellation, deadline);
  }

  @Override
  public long deadline() {
    return deadline;
  }

  @Override
  public boolean redelivered() {
    return lost > 0 || envelope.isRedeliver();
  }

  @Override
  public void answer(RpcOutcome outcome) {
    if (served.intake() && outcome instanceof RpcFailure) {
      requeue(); // it may be taken later; who must hear of a failure hears of a dead letter
    } else if (settled.compareAndSet(false, true)) {
      if (served.intake()) {
        session.acknowledge(this);
        return;
      }
      if (outcome instanceof RpcReply) {
        session.served(request);
      }
      reply(outcome, () -> session.replyRefused(replyQueue().orElseThrow()), this::acknowledge);
    }
  }

  private void reply(RpcOutcome outcome, Runnable onRefusal, Runnable then) {
    RpcOutcome fitting = fitting(outcome);
    session.publish(
        replyQueue().orElseThrow(),
        Replies.properties(fitting, request),
        Replies.body(fitting),
        publication(
            then,
            () -> {
              onRefusal.run();
              then.run();
            }));
  }

  private RpcOutcome fitting(RpcOutcome outcome) {
    byte[] reply = Replies.body(outcome);
    return session.limit().allows(reply) ? outcome : session.limit().failure(reply);
  }

  private void acknowledge() {
    session.acknowledge(this);
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

  /** The line about the dead letter is the one that is told, whatever becomes of the reply. */
  @Override
  public void deadLetter(RpcFailure failure) {
    if (settled.compareAndSet(false, true)) {
      // The caller of a dead letter that came back has had its answer.
      boolean answerable = replyQueue().isPresent() && !request.wasDeadLetter();
      Runnable then = after(answerable ? 2 : 1, this::acknowledge);
      session.deadLetters().put(request, failure, then);
      if (answerable) {
        reply(failure, session::countUndeliverable, then);
      }
    }
  }

  /** Does something when it was run so many times. */
  private static Runnable after(int times, Runnable last) {
    AtomicInteger left = new AtomicInteger(times);
    return () -> {
      if (left.decrementAndGet() == 0) {
        last.run();
      }
    };
  }

  private static Publication publication(Runnable onConfirm, Runnable onRefusal) {
    return new Publication() {
      @Override
      public void confirmed() {
        onConfirm.run();
      }

      @Override
      public void refused() {
        onRefusal.run();
      }
    };
  }
}
