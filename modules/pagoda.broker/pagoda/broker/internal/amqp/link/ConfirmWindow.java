package pagoda.broker.internal.amqp.link;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The messages of one channel that wait for their confirms. One thread adds, in order of sequence
 * numbers; one thread settles.
 */
public final class ConfirmWindow {
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile long lastAdded;
  private volatile long oldest = 1;

  private record Waiting(Publication publication, long since) {}

  /** Adds a message that is about to be published. */
  public void add(long sequence, Publication publication) {
    waiting.put(sequence, new Waiting(publication, System.nanoTime()));
    lastAdded = sequence;
  }

  /** The broker took, or refused, a message, or all up to it. */
  void settle(long sequence, boolean multiple, boolean taken) {
    long first = multiple ? oldest : sequence;
    long last = Math.min(sequence, lastAdded);
    for (long each = first; each <= last; each++) {
      Waiting settled = waiting.remove(each);
      if (settled != null) {
        tell(settled.publication(), taken);
      }
    }
    long next = oldest;
    while (next <= lastAdded && !waiting.containsKey(next)) {
      next++;
    }
    oldest = next;
  }

  /** The broker has closed the channel, so it took none of those that wait. */
  public void abandon() {
    for (Long each : Set.copyOf(waiting.keySet())) {
      Waiting lost = waiting.remove(each);
      if (lost != null) {
        tell(lost.publication(), false);
      }
    }
  }

  private static void tell(Publication publication, boolean taken) {
    if (taken) {
      publication.confirmed();
    } else {
      publication.refused();
    }
  }

  /** Whether a message has waited since before a moment, by nanoTime. */
  boolean waitsSince(long moment) {
    Waiting first = waiting.get(oldest);
    return first != null && first.since() - moment < 0;
  }

  int size() {
    return waiting.size();
  }
}
