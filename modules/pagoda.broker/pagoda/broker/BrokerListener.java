package pagoda.broker;

/**
 * Hears of what happens in a broker, for logs and metrics.
 *
 * <p>Called from the broker's own threads, several at a time: an implementation must be
 * thread-safe, must not block, and must not call back into the broker. What it throws is ignored
 * apart from being counted in {@link LinkSnapshot#listenerFailures}.
 */
@FunctionalInterface
public interface BrokerListener {

  /**
   * Takes note of an event.
   *
   * @param event what happened
   */
  void on(BrokerEvent event);
}
