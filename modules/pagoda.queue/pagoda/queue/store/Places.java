package pagoda.queue.store;

/** The free places of each pool in one round. Confined to the writer. */
public final class Places {
  private final int[] free = new int[Pool.COUNT];

  /** Begins with no place free. */
  public Places() {}

  /**
   * Sets the free places of a pool.
   *
   * @param pool the pool
   * @param places how many attempts may begin in it
   * @return this
   */
  public Places set(Pool pool, int places) {
    free[pool.index()] = places;
    return this;
  }

  /**
   * The free places of a pool.
   *
   * @param pool the pool
   * @return how many attempts may begin in it
   */
  public int free(Pool pool) {
    return free[pool.index()];
  }
}
