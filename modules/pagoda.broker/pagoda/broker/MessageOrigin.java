package pagoda.broker;

import static java.util.Objects.requireNonNull;

/**
 * What a message says of where it came from and where an answer goes. Immutable.
 *
 * @param messageId what its sender calls it; empty if not said
 * @param replyTo the queue for an answer; empty if there is none that can be answered to
 * @param correlationId what the answer is to carry; empty if not said
 * @param priority as it was sent, 0 to 255; −1 if not said
 */
public record MessageOrigin(String messageId, String replyTo, String correlationId, int priority) {
  /** Nothing is said. */
  public static final MessageOrigin UNKNOWN = new MessageOrigin("", "", "", -1);

  /** Checks that nothing is null. */
  public MessageOrigin {
    requireNonNull(messageId, "messageId");
    requireNonNull(replyTo, "replyTo");
    requireNonNull(correlationId, "correlationId");
  }
}
