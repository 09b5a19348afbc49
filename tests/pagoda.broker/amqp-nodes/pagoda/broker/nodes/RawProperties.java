package pagoda.broker.nodes;

import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The properties of a message as bytes, so that they may hold what no client library writes: texts
 * that are no UTF-8, and tables nested without end.
 */
public final class RawProperties {
  /** The properties in the order in which AMQP 0-9-1 numbers them. */
  public enum Name {
    CONTENT_TYPE,
    CONTENT_ENCODING,
    HEADERS,
    DELIVERY_MODE,
    PRIORITY,
    CORRELATION_ID,
    REPLY_TO,
    EXPIRATION,
    MESSAGE_ID,
    TIMESTAMP,
    TYPE,
    USER_ID,
    APP_ID,
    CLUSTER_ID
  }

  private static final int FIRST_FLAG = 15;

  private final SortedMap<Name, byte[]> values = new TreeMap<>();

  /** No properties. */
  public RawProperties() {}

  /** Sets a property of short text, at most 255 bytes. */
  public RawProperties text(Name name, byte[] text) {
    values.put(name, RawTable.shortText(text));
    return this;
  }

  /** Sets the delivery mode or the priority. */
  public RawProperties octet(Name name, int value) {
    values.put(name, new byte[] {(byte) value});
    return this;
  }

  /** Sets the timestamp, in seconds. */
  public RawProperties timestamp(long seconds) {
    values.put(Name.TIMESTAMP, RawTable.number(seconds, Long.BYTES));
    return this;
  }

  /** Sets the headers. */
  public RawProperties headers(RawTable table) {
    values.put(Name.HEADERS, table.bytes());
    return this;
  }

  byte[] bytes() {
    int flags = 0;
    for (Name name : values.keySet()) {
      flags |= 1 << (FIRST_FLAG - name.ordinal());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(RawTable.number(flags, Short.BYTES));
    values.values().forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, bytes) -> {
      int shown = Math.min(bytes.length, 60);
      text.append(name)
          .append('=')
          .append(
              new String(bytes, 0, shown, java.nio.charset.StandardCharsets.ISO_8859_1)
                  .replaceAll("[^ -~]", "."))
          .append(' ');
    });
    return text.toString();
  }
}
