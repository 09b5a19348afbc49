package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.Return;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import pagoda.broker.BrokerEvent;
import pagoda.broker.RpcFailure;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.link.Reasons;
import pagoda.broker.internal.amqp.link.Topology;
import pagoda.broker.internal.amqp.wire.ReceivedRequest;
import pagoda.broker.internal.amqp.wire.Republished;
import pagoda.broker.internal.handle.ServedQueue;
import pagoda.broker.internal.handle.ServerCounters;
import pagoda.broker.internal.report.Events;

/**
 * Puts requests away as dead letters. A dead letter that its queue refuses is dropped, counted and
 * told of, since to try again for ever would cost more than it is worth; a queue that is gone is
 * made once more. Thread-safe.
 */
final class DeadLetters {
  /** A dead letter that came back so often is dropped. */
  private static final int MAX_RETURNS = 3;

  private final ServeSession session;
  private final ServedQueue served;
  private final Topology topology;
  private final Events events;
  private final ServerCounters counters;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Letter> waiting = new ConcurrentHashMap<>();

  DeadLetters(
      ServeSession session,
      ServedQueue served,
      Topology topology,
      Events events,
      ServerCounters counters) {
    this.session = session;
    this.served = served;
    this.topology = topology;
    this.events = events;
    this.counters = counters;
  }

  /** Puts a request away, and does something once that has succeeded or failed for good. */
  void put(ReceivedRequest request, RpcFailure failure, Runnable then) {
    if (request.wasDeadLetteredByPolicy()) { // it was told of when it was put away
      counters.countLostDeadLetter();
      then.run();
      return;
    }
    if (request.returns() > MAX_RETURNS) {
      lost(failure, "it came back " + MAX_RETURNS + " times");
      then.run();
      return;
    }
    long number = numbers.incrementAndGet();
    Letter letter = new Letter(number, request, failure, then);
    waiting.put(number, letter);
    letter.publish();
  }

  /** Takes note that there is no queue for a message, if it is one of these. */
  boolean returned(Return message) {
    Map<String, Object> headers = message.getProperties().getHeaders();
    Optional<Letter> letter = Republished.letter(headers).map(waiting::get);
    letter.ifPresent(Letter::noteReturn);
    return letter.isPresent();
  }

  private void lost(RpcFailure failure, String why) {
    counters.countLostDeadLetter();
    events.tell(
        new BrokerEvent.DeadLetterLost(
            served.name(), served.deadLetterQueue(), failure.message(), why));
  }

  /** A dead letter on its way. The broker tells of it on one thread. */
  private final class Letter implements Publication {
    private final long number;
    private final ReceivedRequest request;
    private final RpcFailure failure;
    private final Runnable then;
    private boolean returned;
    private boolean repeated;

    Letter(long number, ReceivedRequest request, RpcFailure failure, Runnable then) {
      this.number = number;
      this.request = request;
      this.failure = failure;
      this.then = then;
    }

    void publish() {
      session.publish(
          served.deadLetterQueue(),
          Republished.deadLetter(request, failure, served.name(), number),
          session.limit().cut(request.body()),
          this);
    }

    /** A message that nobody takes is returned first and confirmed then. */
    void noteReturn() {
      returned = true;
    }

    @Override
    public void confirmed() {
      if (returned && !repeated) {
        repeated = true;
        returned = false;
        session.declare(
            connection -> topology.deadLetterQueue(connection, served.deadLetterQueue()),
            this::publish,
            e -> end(lostSince(Reasons.of(e))));
      } else {
        end(returned ? lostSince("there is no such queue") : this::kept);
      }
    }

    @Override
    public void refused() {
      end(lostSince("the queue refuses it"));
    }

    private Runnable lostSince(String why) {
      return () -> lost(failure, why);
    }

    private void kept() {
      counters.countDeadLettered();
      events.tell(
          new BrokerEvent.DeadLettered(served.name(), served.deadLetterQueue(), failure.message()));
    }

    private void end(Runnable verdict) {
      waiting.remove(number);
      verdict.run();
      then.run();
    }
  }
}
