package pagoda.queue;

/** A listener's registration. Thread-safe. */
@FunctionalInterface
public interface QueueSubscription extends AutoCloseable {
  /** Ends the registration; an event under way may still arrive. */
  @Override
  void close();
}
