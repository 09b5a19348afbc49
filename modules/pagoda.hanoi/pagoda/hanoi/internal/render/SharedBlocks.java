package pagoda.hanoi.internal.render;

import java.util.EnumMap;
import java.util.Map;
import pagoda.hanoi.Encoding;

/** The pre-rendered moves of each encoding, made when they are first asked for. Thread-safe. */
public final class SharedBlocks {
  private static final int PEGS = 3;

  private static final Map<Encoding, Blocks> BLOCKS = new EnumMap<>(Encoding.class);

  private SharedBlocks() {}

  /** {@return the blocks of an encoding} */
  public static synchronized Blocks of(Encoding encoding) {
    return BLOCKS.computeIfAbsent(encoding, SharedBlocks::render);
  }

  private static Blocks render(Encoding encoding) {
    byte[][] units = new byte[PEGS * PEGS][];
    for (int i = 0; i < units.length; i++) {
      units[i] = unit(encoding, i / PEGS, i % PEGS);
    }
    return new Blocks(encoding.bytesPerMove(), units);
  }

  /** The bytes of one move on three pegs. */
  private static byte[] unit(Encoding encoding, int from, int to) {
    byte f = (byte) ('0' + from);
    byte t = (byte) ('0' + to);
    return switch (encoding) {
      case JSON -> new byte[] {'[', f, ',', t, ']', ','};
      case LINES -> new byte[] {f, ' ', t, '\n'};
      case BINARY -> new byte[] {(byte) (3 * from + to)};
    };
  }
}
