package pagoda.broker.internal.amqp.socket;

import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The frame with a message's properties, as AMQP 0-9-1, section 4.2.6.1, lays it out.
 *
 * <p>The client library ends the connection over a table of headers that it can not read, such as
 * one with tables nested more than 32 deep. RabbitMQ takes such a message from anybody and would
 * deliver it again to the next consumer, so here it loses its headers and goes on.
 */
final class ContentHeader {
  private static final int FLAGS_AT = 12; // after class, weight and the size of the body
  private static final int HEADERS = 1 << 13;
  private static final int[] SHORT_TEXTS_BEFORE = {1 << 15, 1 << 14};
  private static final int LENGTH = Integer.BYTES;

  private ContentHeader() {}

  /** The frame itself, or one without headers in its place. */
  static Frame readable(Frame frame) {
    byte[] payload = frame.getPayload();
    int table = tableAt(payload);
    return table < 0 || isPlain(ByteBuffer.wrap(payload), table) || isRead(payload)
        ? frame
        : new Frame(frame.getType(), frame.getChannel(), withoutHeaders(payload, table));
  }

  /** Where the table of headers begins; negative if there is none. */
  private static int tableAt(byte[] payload) {
    int flags = ByteBuffer.wrap(payload).getShort(FLAGS_AT);
    if ((flags & HEADERS) == 0) {
      return -1;
    }
    int at = FLAGS_AT + Short.BYTES;
    for (int flag : SHORT_TEXTS_BEFORE) {
      at += (flags & flag) == 0 ? 0 : 1 + Byte.toUnsignedInt(payload[at]);
    }
    return at;
  }

  /** Whether every header is a single value, as nearly always. */
  private static boolean isPlain(ByteBuffer payload, int table) {
    int end = table + LENGTH + payload.getInt(table);
    payload.position(table + LENGTH);
    try {
      while (payload.position() < end) {
        skip(payload, Byte.toUnsignedInt(payload.get()));
        if (!skipValue(payload)) {
          return false;
        }
      }
      return payload.position() == end;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean skipValue(ByteBuffer payload) {
    int length =
        switch (payload.get()) {
          case 'V' -> 0;
          case 't', 'b', 'B' -> 1;
          case 's' -> 2;
          case 'I', 'f' -> 4;
          case 'D' -> 5;
          case 'l', 'd', 'T' -> 8;
          case 'S', 'x' -> payload.getInt();
          default -> -1;
        };
    if (length >= 0) {
      skip(payload, length);
    }
    return length >= 0;
  }

  private static void skip(ByteBuffer payload, int bytes) {
    payload.position(payload.position() + bytes);
  }

  private static boolean isRead(byte[] payload) {
    try {
      AMQImpl.readContentHeaderFrom(new DataInputStream(new ByteArrayInputStream(payload)));
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static byte[] withoutHeaders(byte[] payload, int table) {
    int after = table + LENGTH + ByteBuffer.wrap(payload).getInt(table);
    return ByteBuffer.allocate(payload.length - (after - table) + LENGTH)
        .put(payload, 0, table)
        .putInt(0)
        .put(payload, after, payload.length - after)
        .array();
  }
}
