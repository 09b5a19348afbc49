package pagoda.breaker;

/**
 * A {@link BreakerRegistry} holds as many breakers as it may, and none of them is idle.
 *
 * @since 0.1.0
 */
public final class RegistryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int capacity;

  /**
   * Makes the exception.
   *
   * @param name the name that was asked for
   * @param capacity how many breakers the registry may hold
   */
  public RegistryFullException(String name, int capacity) {
    super("no room for circuit breaker '" + name + "': all " + capacity + " are in use");
    this.capacity = capacity;
  }

  /**
   * How many breakers the registry may hold.
   *
   * @return the bound
   */
  public int capacity() {
    return capacity;
  }
}
