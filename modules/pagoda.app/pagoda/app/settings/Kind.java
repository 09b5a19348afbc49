package pagoda.app.settings;

/**
 * What values a setting takes: how a text becomes a value, and what is allowed, in words.
 *
 * @param <T> the type of the value
 */
public interface Kind<T> {
  /**
   * The value that {@code text} stands for.
   *
   * @throws IllegalArgumentException if it stands for none; the message is not shown
   */
  T parse(String text);

  /** What is allowed, to end the sentence "allowed is …". */
  String range();
}
