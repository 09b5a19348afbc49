package pagoda.queue.store;

import pagoda.queue.StorageState;

/** What a store asks of its queue, and tells it. */
public interface StoreOwner {
  /**
   * Tells whether an attempt that the store says is running is under way in this process. Called by
   * the writer.
   *
   * @param row a job in state processing
   * @return true when its handler has not returned
   */
  boolean runs(JobRow row);

  /**
   * Hears of each new state of the storage.
   *
   * @param state how it is now
   */
  void storageChanged(StorageState state);
}
