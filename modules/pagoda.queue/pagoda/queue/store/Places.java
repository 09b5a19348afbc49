package pagoda.queue.store;

/** The free places of each pool in one round. Confined to the writer. */
public final class Places {
  private final int[] free = new int[Pool.COUNT];
  private Offers offers = Offers.NONE;

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
   * Sets the claims from elsewhere that wait.
   *
   * @param waiting the claims
   * @return this
   */
  public Places offers(Offers waiting) {
    offers = waiting;
    return this;
  }

  /** {@return the claims from elsewhere that wait} */
  public Offers offers() {
    return offers;
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
