package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.broker.MessageIntake;
import pagoda.broker.RpcReply;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.wire.Replies;

/**
 * Answers to messages that were acknowledged long ago. Each stays here until the broker has it or
 * will never take it; a new link gets again what the last one left unsaid. Thread-safe.
 */
final class LateReplies {
  private final Map<Long, Reply> waiting = new LinkedHashMap<>();
  private Optional<ServeSession> session = Optional.empty();
  private long numbers;

  private record Reply(String queue, BasicProperties properties, RpcReply reply) {}

  boolean add(String queue, String correlationId, RpcReply reply) {
    Reply late = new Reply(queue, Replies.late(reply, correlationId), reply);
    long number;
    Optional<ServeSession> open;
    synchronized (this) {
      if (waiting.size() >= MessageIntake.MAX_WAITING_ANSWERS) {
        return false;
      }
      number = ++numbers;
      waiting.put(number, late);
      open = session;
    }
    open.ifPresent(to -> send(to, number, late));
    return true;
  }

  /** A link is up: what waits goes over it. */
  void attach(ServeSession opened) {
    List<Map.Entry<Long, Reply>> unsaid;
    synchronized (this) {
      session = Optional.of(opened);
      unsaid = waiting.entrySet().stream().map(Map.Entry::copyOf).toList();
    }
    unsaid.forEach(entry -> send(opened, entry.getKey(), entry.getValue()));
  }

  synchronized void detach() {
    session = Optional.empty();
  }

  private void send(ServeSession to, long number, Reply late) {
    byte[] body = late.reply().body();
    if (!to.limit().allows(body)) {
      done(number);
      to.countUndeliverable();
      return;
    }
    to.publish(
        late.queue(),
        late.properties(),
        body,
        new Publication() {
          @Override
          public void confirmed() {
            done(number);
          }

          @Override
          public void refused() {
            done(number);
            to.replyRefused(late.queue());
          }
        });
  }

  private synchronized void done(long number) {
    waiting.remove(number);
    notifyAll();
  }

  /** Waits until the broker has all of them; returns false if the time passed before. */
  synchronized boolean awaitNone(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (!waiting.isEmpty() && left > 0) {
      wait(Math.max(1, left / 1_000_000));
      left = end - System.nanoTime();
    }
    return waiting.isEmpty();
  }
}
