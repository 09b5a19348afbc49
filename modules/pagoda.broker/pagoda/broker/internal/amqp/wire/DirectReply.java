package pagoda.broker.internal.amqp.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/**
 * RabbitMQ's names of direct replies: a prefix, an Erlang process id in the external term format
 * and base 64, a dot, and a key in base 64. RabbitMQ decodes what it is given, so a name that is
 * none is not published to.
 *
 * @see <a href="https://www.erlang.org/doc/apps/erts/erl_ext_dist">External Term Format</a>
 */
final class DirectReply {
  private static final int TERM = 131;
  private static final int PID = 103;
  private static final int NEW_PID = 88;
  private static final List<Integer> LONG_ATOMS = List.of(100, 118);
  private static final List<Integer> SHORT_ATOMS = List.of(115, 119);

  private DirectReply() {}

  static boolean wellFormed(String name) {
    String[] parts = name.substring(Wire.DIRECT_REPLY_TO.length()).split("\\.", -1);
    try {
      return parts.length == 3
          && parts[0].isEmpty()
          && Base64.getDecoder().decode(parts[2]).length > 0
          && isProcessId(ByteBuffer.wrap(Base64.getDecoder().decode(parts[1])));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return false;
    }
  }

  private static boolean isProcessId(ByteBuffer term) {
    if (unsigned(term) != TERM) {
      return false;
    }
    int tag = unsigned(term);
    int numbers = tag == NEW_PID ? 12 : tag == PID ? 9 : -1; // id, serial, creation
    int atom = unsigned(term);
    int length =
        LONG_ATOMS.contains(atom)
            ? Short.toUnsignedInt(term.getShort())
            : SHORT_ATOMS.contains(atom) ? unsigned(term) : -1;
    return numbers > 0 && length >= 0 && term.remaining() == length + numbers;
  }

  private static int unsigned(ByteBuffer bytes) {
    return Byte.toUnsignedInt(bytes.get());
  }
}
