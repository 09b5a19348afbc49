package pagoda.queue.store;

/** Opens stores of one kind. Thread-safe. */
@FunctionalInterface
public interface StoreProvider {
  /**
   * Opens or makes a store, and recovers what a dead process left.
   *
   * @param setup what the queue tells its store
   * @return the store
   * @throws pagoda.queue.QueueException when it can not be opened
   */
  JobStore open(StoreSetup setup);
}
