package pagoda.broker.internal.amqp.link;

import java.io.IOException;

/** A queue can not be declared; the message is the one line that says why and what helps. */
final class DeclareException extends IOException {
  private static final long serialVersionUID = 1L;

  DeclareException(String message, IOException cause) {
    super(message, cause);
  }
}
