package pagoda.broker.internal.amqp.socket;

import java.io.IOException;

/** Something that writes to a connection. */
@FunctionalInterface
public interface WriteTask {

  /**
   * Writes.
   *
   * @throws IOException if the connection is broken
   */
  void write() throws IOException;
}
