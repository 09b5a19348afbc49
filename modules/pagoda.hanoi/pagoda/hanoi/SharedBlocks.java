package pagoda.hanoi;

import java.util.EnumMap;
import java.util.Map;
import pagoda.hanoi.internal.Blocks;

/** The pre-rendered moves of each encoding, made when they are first asked for. Thread-safe. */
final class SharedBlocks {
  private static final int PEGS = 3;

  private static final Map<Encoding, Blocks> BLOCKS = new EnumMap<>(Encoding.class);

  private SharedBlocks() {}

  static synchronized Blocks of(Encoding encoding) {
    return BLOCKS.computeIfAbsent(encoding, SharedBlocks::render);
  }

  private static Blocks render(Encoding encoding) {
    byte[][] units = new byte[PEGS * PEGS][];
    for (int i = 0; i < units.length; i++) {
      units[i] = encoding.bytes(i / PEGS, i % PEGS);
    }
    return new Blocks(encoding.bytesPerMove(), units);
  }
}
