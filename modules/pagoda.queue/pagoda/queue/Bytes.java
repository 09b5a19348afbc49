package pagoda.queue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable run of bytes: a payload, a result or a checkpoint, exactly as it was handed in.
 *
 * <p>Bytes are copied on the way in and on the way out. Immutable and thread-safe.
 */
public final class Bytes {
  /** No bytes at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /**
   * Copies an array.
   *
   * @param array the bytes
   * @return an immutable copy
   */
  public static Bytes of(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone());
  }

  /**
   * Encodes a text as UTF-8.
   *
   * @param text the text
   * @return its UTF-8 bytes
   */
  public static Bytes utf8(String text) {
    return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Counts the bytes.
   *
   * @return the number of bytes
   */
  public int size() {
    return array.length;
  }

  /**
   * Copies the bytes out.
   *
   * @return a new array
   */
  public byte[] toArray() {
    return array.clone();
  }

  /**
   * Decodes the bytes as UTF-8; what is no UTF-8 becomes U+FFFD.
   *
   * @return the text
   */
  public String text() {
    return new String(array, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** Names the size only, since a payload does not belong in a log. */
  @Override
  public String toString() {
    return "Bytes[" + array.length + "]";
  }
}
