package pagoda.broker;

/** A listener's being told of a broker's events, until it is closed. Thread-safe. */
public interface BrokerSubscription extends AutoCloseable {

  /**
   * Ends the subscription. An event that is being told meanwhile may still arrive. Does nothing
   * when called again.
   */
  @Override
  void close();
}
