package pagoda.http.internal.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The last events, numbered from 1 without gaps. Clients keep the number of the last one they were
 * sent, and nothing else. Thread-safe.
 *
 * @param <T> an event
 */
public final class EventRing<T> {
  private final int maxEvents;
  private final long maxBytes;
  private final ArrayDeque<Entry<T>> entries = new ArrayDeque<>();
  private final Map<String, Long> lastByKey = new HashMap<>();
  private long bytes;
  private long lost;
  private volatile long last;

  /**
   * One event.
   *
   * @param frame what is sent for it; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and shared by all clients
  public record Entry<T>(long number, String key, T event, byte[] frame) {}

  /** Keeps at most so many events with so many bytes, but always the last one. */
  public EventRing(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /** Adds an event, whose frame is made from its number. */
  public synchronized void append(T event, String key, LongFunction<byte[]> render) {
    long number = last + 1;
    Entry<T> entry = new Entry<>(number, key, event, render.apply(number));
    entries.addLast(entry);
    bytes += entry.frame().length;
    if (!key.isEmpty()) {
      lastByKey.put(key, number);
    }
    while (entries.size() > maxEvents || (bytes > maxBytes && entries.size() > 1)) {
      evict();
    }
    last = number;
  }

  private void evict() {
    Entry<T> oldest = entries.removeFirst();
    bytes -= oldest.frame().length;
    boolean superseded = !oldest.key().isEmpty() && !isLast(oldest);
    if (!superseded) {
      lost = oldest.number();
      lastByKey.remove(oldest.key());
    }
  }

  private boolean isLast(Entry<T> entry) {
    return lastByKey.get(entry.key()) == entry.number();
  }

  /** How many keys are remembered. */
  public synchronized int keys() {
    return lastByKey.size();
  }

  /** The number of the last event; 0 before the first. */
  public long last() {
    return last;
  }

  /**
   * True if whoever was sent {@code number} last has missed nothing that is gone; what a later
   * event has superseded is not missed.
   */
  public synchronized boolean canContinueAfter(long number) {
    return number <= last && number >= lost;
  }

  /**
   * The events after {@code number}, without those whose key a later one has; empty if some are
   * gone.
   */
  public synchronized Optional<List<Entry<T>>> after(long number) {
    if (!canContinueAfter(number)) {
      return Optional.empty();
    }
    List<Entry<T>> found = new ArrayList<>();
    for (Entry<T> entry : entries) {
      if (entry.number() > number && (entry.key().isEmpty() || isLast(entry))) {
        found.add(entry);
      }
    }
    return Optional.of(found);
  }
}
