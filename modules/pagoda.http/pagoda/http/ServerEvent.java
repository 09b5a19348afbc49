package pagoda.http;

import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * One event for those who listen. Must not be changed once published.
 *
 * @param name the name of its kind, such as {@code job}; letters, digits, dots, dashes, underscores
 * @param data what it tells
 * @param key what it is about; of several with one key, only the last is sent to a client that has
 *     not been sent the earlier ones. Empty if each must be sent
 */
public record ServerEvent(String name, JsonNode data, String key) {
  /** Checks the name. */
  public ServerEvent {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(key, "key");
    if (!name.matches("[0-9A-Za-z._-]+")) {
      throw new IllegalArgumentException(
          "the name of an event is letters, digits, dots, dashes, underscores: " + name);
    }
  }

  /**
   * {@return an event of which each occurrence is sent}
   *
   * @param name the name of its kind
   * @param data what it tells
   */
  public static ServerEvent of(String name, JsonNode data) {
    return new ServerEvent(name, data, "");
  }
}
