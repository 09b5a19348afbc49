package pagoda.breaker;

/**
 * A listener's place in a list; closing it takes the listener out. Thread-safe, idempotent.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BreakerSubscription extends AutoCloseable {
  /** Takes the listener out. A delivery that is under way may still reach it. */
  @Override
  void close();
}
