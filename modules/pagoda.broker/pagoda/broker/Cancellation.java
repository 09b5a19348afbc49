package pagoda.broker;

/** Tells a handler that nobody waits for its answer any more. Thread-safe. */
public interface Cancellation {

  /**
   * Tells whether the caller cancelled, its deadline passed, or the server is closed in a hurry.
   *
   * @return true if so; it never becomes false again
   */
  boolean requested();

  /**
   * Runs an action once cancellation is requested, or now if it already is. The action must not
   * block. Only the first {@value #MAX_ACTIONS} actions are taken.
   *
   * @param action what to do
   * @throws IllegalStateException if too many actions wait
   */
  void onRequest(Runnable action);

  /** How many actions may wait on one request: {@value}. */
  int MAX_ACTIONS = 16;
}
