package pagoda.broker.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A table of headers as bytes. */
public final class RawTable {
  private static final int MAX_SHORT = 255;

  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();

  /** An empty table. */
  public RawTable() {}

  /**
   * Adds a header.
   *
   * @param name its name, at most 255 bytes
   * @param type AMQP's letter for the type of the value
   * @param value the value
   */
  public RawTable put(byte[] name, char type, byte[] value) {
    entries.writeBytes(shortText(name));
    entries.write(type);
    entries.writeBytes(value);
    return this;
  }

  /** Adds a header that is a text. */
  public RawTable put(String name, String value) {
    return put(name.getBytes(UTF_8), 'S', longText(value.getBytes(UTF_8)));
  }

  /** Adds a header that is a list of one text. */
  public RawTable list(String name, String value) {
    ByteArrayOutputStream item = new ByteArrayOutputStream();
    item.write('S');
    item.writeBytes(longText(value.getBytes(UTF_8)));
    return put(name.getBytes(UTF_8), 'A', longText(item.toByteArray()));
  }

  /** The table with its length in front. */
  public byte[] bytes() {
    return longText(entries.toByteArray());
  }

  /** A table in a table, so many times; each costs 6 bytes. */
  public static RawTable nested(int depth) {
    RawTable outer = new RawTable();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int level = depth; level > 0; level--) {
      bytes.write(0); // a name without letters
      bytes.write('F');
      bytes.writeBytes(number(6L * (level - 1), Integer.BYTES));
    }
    outer.entries.writeBytes(bytes.toByteArray());
    return outer;
  }

  static byte[] shortText(byte[] text) {
    if (text.length > MAX_SHORT) {
      throw new IllegalArgumentException("at most " + MAX_SHORT + " bytes: " + text.length);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text.length);
    out.writeBytes(text);
    return out.toByteArray();
  }

  /** Bytes with their length in front, in 4 bytes. */
  public static byte[] longText(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(number(text.length, Integer.BYTES));
    out.writeBytes(text);
    return out.toByteArray();
  }

  /** A number in so many bytes, the highest first. */
  public static byte[] number(long value, int bytes) {
    byte[] number = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      number[i] = (byte) (value >>> (8 * (bytes - 1 - i)));
    }
    return number;
  }
}
