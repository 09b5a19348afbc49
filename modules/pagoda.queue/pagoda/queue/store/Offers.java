package pagoda.queue.store;

import java.util.Optional;

/** The claims from elsewhere that wait, as one round sees them. Confined to the writer. */
public interface Offers {
  /** None at all. */
  Offers NONE =
      new Offers() {
        @Override
        public boolean any(int type) {
          return false;
        }

        @Override
        public Optional<Offer> take(int type) {
          return Optional.empty();
        }
      };

  /**
   * Tells whether a claim waits for a type that this round has not taken.
   *
   * @param type the number of the type
   * @return true when there is one
   */
  boolean any(int type);

  /**
   * Takes the claim for this round that waited longest for a type.
   *
   * @param type the number of the type
   * @return the claim; empty when none waits
   */
  Optional<Offer> take(int type);

  /**
   * A claim that waits. Immutable.
   *
   * @param number its number in this process
   * @param worker who is to run the job
   */
  record Offer(long number, String worker) {}
}
