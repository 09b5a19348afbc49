package pagoda.queue.internal.sqlite.store;

import java.util.Optional;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.internal.sqlite.TypeTable;
import pagoda.queue.store.Offers;
import pagoda.queue.store.Places;
import pagoda.queue.store.Pool;

/**
 * The places that one round has left: workers of this process, and claims from elsewhere. Confined
 * to the writer.
 */
final class FreePlaces {
  private final TypeTable types;
  private final Offers offers;
  private final boolean alone;
  private final int[] left = new int[Pool.COUNT];

  /**
   * Counts the places.
   *
   * @param alone whether nothing may begin that could end this process
   */
  FreePlaces(TypeTable types, Places places, boolean alone) {
    this.types = types;
    this.offers = places.offers();
    this.alone = alone;
    for (Pool pool : Pool.values()) {
      left[pool.index()] = alone && pool != Pool.PROGRAM ? 0 : places.free(pool);
    }
  }

  /** Whether a job of a type may begin. */
  boolean any(int type) {
    return here(type) || offers.any(type);
  }

  private boolean here(int type) {
    Lane lane = types.lane(type);
    return lane != Lane.PARKED && left[lane.pool().index()] > 0;
  }

  /** Whether a job of a type waits only until a place becomes free. */
  boolean contested(int type) {
    Lane lane = types.lane(type);
    return lane == Lane.PARKED || !alone || lane.pool() == Pool.PROGRAM;
  }

  /** Takes a place: one of this process if there is one, since nothing is nearer. */
  Optional<Offers.Offer> take(int type) {
    if (here(type)) {
      left[types.lane(type).pool().index()]--;
      return Optional.empty();
    }
    return offers.take(type);
  }
}
