package pagoda.broker.internal.amqp.serve;

import java.time.Duration;
import pagoda.broker.BrokerEvent;
import pagoda.broker.internal.limit.RecentIds;
import pagoda.broker.internal.report.Events;

/** Tells of queues that refuse replies, of each now and then. Thread-safe. */
final class RefusedReplies {
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();
  private static final int REMEMBERED = 256;

  private final String queue;
  private final Events events;
  private final RecentIds<Long> told = new RecentIds<>(REMEMBERED);

  /** Tells of replies to requests of {@code queue}. */
  RefusedReplies(String queue, Events events) {
    this.queue = queue;
    this.events = events;
  }

  void tell(String replyQueue) {
    long now = System.nanoTime();
    if (told.find(replyQueue).filter(last -> now - last < PAUSE).isEmpty()) {
      told.put(replyQueue, now);
      events.tell(new BrokerEvent.ReplyRefused(queue, replyQueue));
    }
  }
}
