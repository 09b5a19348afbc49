package pagoda.http;

import java.util.Objects;

/**
 * An entity tag, RFC 9110 section 8.8.3: names one state of a resource. Immutable.
 *
 * @param value what stands between the quotes: visible ASCII but {@code "}
 * @param weak true if bodies that share the tag may differ in bytes; such a tag serves no ranges
 */
public record EntityTag(String value, boolean weak) {
  /** Checks the characters. */
  public EntityTag {
    Objects.requireNonNull(value, "value");
    if (!value.chars().allMatch(c -> c == '!' || (c > '"' && c < 0x7f))) {
      throw new IllegalArgumentException("an entity tag is visible ASCII without quotes: " + value);
    }
  }

  /**
   * {@return a tag that stands for the exact bytes}
   *
   * @param value what stands between the quotes
   */
  public static EntityTag strong(String value) {
    return new EntityTag(value, false);
  }

  /**
   * {@return a tag that stands for the meaning only}
   *
   * @param value what stands between the quotes
   */
  public static EntityTag weak(String value) {
    return new EntityTag(value, true);
  }

  /** {@return the tag as a header has it} */
  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + value + '"';
  }
}
