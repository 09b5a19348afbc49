package pagoda.broker.internal.amqp.link;

/** A message that waits for the broker's confirm. Called on the connection's reader thread. */
public interface Publication {

  /** The broker has the message. */
  void confirmed();

  /** The broker did not take the message. */
  void refused();
}
