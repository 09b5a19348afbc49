package pagoda.breaker.internal.bulkhead;

import java.util.LinkedHashSet;
import java.util.Optional;

/** Asynchronous calls that wait for a place, first come, first served. Bounded by its owner. */
final class Line {
  /** Guarded by this. */
  private final LinkedHashSet<PlacedCall<?>> waiting = new LinkedHashSet<>();

  private volatile boolean empty = true;

  /** Takes no lock, so that a call that ends pays nothing while nobody waits. */
  boolean isEmpty() {
    return empty;
  }

  synchronized void add(PlacedCall<?> call) {
    waiting.add(call);
    empty = false;
  }

  /** False when the call was not in line any more. */
  synchronized boolean remove(PlacedCall<?> call) {
    boolean removed = waiting.remove(call);
    empty = waiting.isEmpty();
    return removed;
  }

  synchronized Optional<PlacedCall<?>> removeFirst() {
    Optional<PlacedCall<?>> first =
        waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeFirst());
    empty = waiting.isEmpty();
    return first;
  }
}
