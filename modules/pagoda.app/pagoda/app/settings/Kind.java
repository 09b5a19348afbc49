package pagoda.app.settings;

import java.util.List;

/**
 * What values a setting takes: how a text becomes a value, and what is allowed, in words.
 *
 * @param <T> the type of the value
 */
public interface Kind<T> {
  /**
   * The value that {@code text} stands for.
   *
   * @throws IllegalArgumentException if it stands for none; the message is shown for a secret only,
   *     whose text is not
   */
  T parse(String text);

  /** What is allowed, to end the sentence "allowed is …". */
  String range();

  /** The least and the greatest text that is allowed, for kinds that have them. */
  default List<String> bounds() {
    return List.of();
  }
}
