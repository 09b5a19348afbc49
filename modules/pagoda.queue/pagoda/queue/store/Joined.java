package pagoda.queue.store;

import java.util.Map;
import pagoda.queue.QueueSnapshot;

/**
 * What opening a store found. Immutable.
 *
 * @param boot the number of this opening
 * @param random1 the first half of the store's own random number
 * @param random2 the second half
 * @param types the number of each type the store knows
 * @param recovery what a dead process had left, and how long it took
 */
public record Joined(
    long boot,
    long random1,
    long random2,
    Map<String, Integer> types,
    QueueSnapshot.Recovery recovery) {
  /** Copies the map. */
  public Joined {
    types = Map.copyOf(types);
  }
}
