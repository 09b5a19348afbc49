package pagoda.broker;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a server declares its request queue when there is none. A queue that exists is used as it is.
 */
public enum QueueDeclare {
  /** Durable, with priorities 0 to 10: works on every RabbitMQ from 3.10 to 4.x. */
  PORTABLE("portable"),
  /**
   * Not durable, no arguments: what the first program of this kind declared. RabbitMQ 4.3 refuses
   * it unless {@code deprecated_features.permit.transient_nonexcl_queues} is set.
   */
  ORIGINAL("original");

  private final String text;

  QueueDeclare(String text) {
    this.text = text;
  }

  /** {@return the word that settings use} */
  public String text() {
    return text;
  }

  /**
   * Finds the way to declare that a word names.
   *
   * @param text {@code portable} or {@code original}
   * @return the way; empty for any other word
   */
  public static Optional<QueueDeclare> parse(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
  }
}
