package pagoda.queue.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import pagoda.queue.Bytes;
import pagoda.queue.QueueSnapshot;

/**
 * What opening a store found. Immutable.
 *
 * @param boot the number of this opening
 * @param random1 the first half of the store's own random number
 * @param random2 the second half
 * @param types the number of each type the store knows
 * @param elsewhere those of the types that exist only since a worker named them
 * @param leased the jobs that run elsewhere, and go on
 * @param leaseSecret what proves a lease
 * @param recovery what a dead process had left, and how long it took
 */
public record Joined(
    long boot,
    long random1,
    long random2,
    Map<String, Integer> types,
    Set<String> elsewhere,
    List<JobRow> leased,
    Bytes leaseSecret,
    QueueSnapshot.Recovery recovery) {
  /** Copies the collections. */
  public Joined {
    types = Map.copyOf(types);
    elsewhere = Set.copyOf(elsewhere);
    leased = List.copyOf(leased);
  }
}
