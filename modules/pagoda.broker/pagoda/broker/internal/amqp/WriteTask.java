package pagoda.broker.internal.amqp;

import java.io.IOException;

/** Something that writes to a connection. */
@FunctionalInterface
interface WriteTask {

  /**
   * Writes.
   *
   * @throws IOException if the connection is broken
   */
  void write() throws IOException;
}
