package pagoda.broker.internal.amqp.serve;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.broker.internal.amqp.socket.SocketWriter;

/**
 * Acknowledges the deliveries of one channel, those that are due at the same time with as few
 * messages as possible. Thread-safe.
 */
final class Acknowledgements {
  private final Channel channel;
  private final SocketWriter writer;
  private final Runnable onWritten;
  private final Queue<Long> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean offered = new AtomicBoolean();

  // The writer's thread alone uses what follows.
  private final SortedSet<Long> settledAhead = new TreeSet<>();
  private long unsettled = 1;

  /** Acknowledges by a writer; {@code onWritten} is told of each delivery. */
  Acknowledgements(Channel channel, SocketWriter writer, Runnable onWritten) {
    this.channel = channel;
    this.writer = writer;
    this.onWritten = onWritten;
  }

  /** Acknowledges a delivery; false if the writer takes no more. */
  boolean acknowledge(long tag) {
    due.add(tag);
    return !offered.compareAndSet(false, true) || writer.offerMessage(this::write);
  }

  /** Gives a delivery back to its queue; false if the writer takes no more. */
  boolean requeue(long tag) {
    return writer.offerMessage(() -> {
      if (channel.isOpen()) { // a closed channel has given back everything by itself
        channel.basicNack(tag, false, true);
        settledAhead.add(tag);
        onWritten.run();
      }
    });
  }

  private void write() throws IOException {
    offered.set(false); // what becomes due from here on is offered anew
    if (!channel.isOpen()) {
      return;
    }
    SortedSet<Long> tags = new TreeSet<>();
    for (Long tag = due.poll(); tag != null; tag = due.poll()) {
      tags.add(tag);
    }
    settledAhead.addAll(tags);
    while (settledAhead.remove(unsettled)) {
      unsettled++;
    }
    SortedSet<Long> allBefore = tags.headSet(unsettled);
    if (!allBefore.isEmpty()) {
      channel.basicAck(allBefore.last(), allBefore.size() > 1);
    }
    for (long tag : tags.tailSet(unsettled)) {
      channel.basicAck(tag, false);
    }
    tags.forEach(_ -> onWritten.run());
  }
}
