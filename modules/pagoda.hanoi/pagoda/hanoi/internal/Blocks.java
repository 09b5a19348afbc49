package pagoda.hanoi.internal;

import pagoda.hanoi.Encoding;

/**
 * The pre-rendered moves of one encoding. Immutable, shared by all answers.
 *
 * <p>With k = j · 2<sup>b</sup> + i, the moves 1 ≤ i &lt; 2<sup>b</sup> of block j are those of
 * block 0 with every peg p replaced by {@code first + scale · p} modulo 3, where only {@code first}
 * depends on j. So six blocks, three for each scale, hold all of these moves for towers of any
 * height between any two pegs. Only the move i = 0 at the edge of a block has to be computed.
 */
public final class Blocks {
  private static final int PEGS = 3;

  /** Bytes in a block, at most: three blocks of one scale then fit a first-level cache. */
  private static final int MAX_BLOCK_BYTES = 16 * 1024;

  private static final Blocks[] SHARED = new Blocks[Encoding.values().length];

  private final int unit;
  private final int moves;
  private final byte[] units;
  private final byte[][] blocks;

  private Blocks(Encoding encoding) {
    unit = encoding.bytesPerMove();
    moves = Integer.highestOneBit(MAX_BLOCK_BYTES / unit);
    units = new byte[PEGS * PEGS * unit];
    for (int from = 0; from < PEGS; from++) {
      for (int to = 0; to < PEGS; to++) {
        System.arraycopy(unit(encoding, from, to), 0, units, unitAt(from, to), unit);
      }
    }
    blocks = new byte[2 * PEGS][];
    for (int from = 0; from < PEGS; from++) {
      for (int to = 0; to < PEGS; to++) {
        if (from != to) {
          // A leg of one disc has scale 2·(to − from); it lends its pegs to block 0.
          Leg pegs = Leg.tower(1, from, to);
          blocks[index(from, pegs.scale())] = block(pegs);
        }
      }
    }
  }

  /** {@return the blocks of an encoding, made when they are first asked for} */
  public static Blocks of(Encoding encoding) {
    synchronized (SHARED) {
      int index = encoding.ordinal();
      if (SHARED[index] == null) {
        SHARED[index] = new Blocks(encoding);
      }
      return SHARED[index];
    }
  }

  private static byte[] unit(Encoding encoding, int from, int to) {
    byte f = (byte) ('0' + from);
    byte t = (byte) ('0' + to);
    return switch (encoding) {
      case JSON -> new byte[] {'[', f, ',', t, ']', ','};
      case LINES -> new byte[] {f, ' ', t, '\n'};
      case BINARY -> new byte[] {(byte) (PEGS * from + to)};
    };
  }

  private byte[] block(Leg pegs) {
    byte[] block = new byte[moves * unit];
    for (int i = 0; i < moves; i++) {
      System.arraycopy(units, unitAt(pegs.fromPeg(i), pegs.toPeg(i)), block, i * unit, unit);
    }
    return block;
  }

  /** {@return the moves of a block, a power of 2; the first of them is only a placeholder} */
  public int moves() {
    return moves;
  }

  /** {@return the bytes of the block whose pegs are {@code first + scale · p}} */
  public byte[] block(int first, int scale) {
    return blocks[index(first, scale)];
  }

  /** {@return the bytes of every possible move, one after another} */
  public byte[] units() {
    return units;
  }

  /** {@return where in {@link #units} the bytes of a move begin} */
  public int unitAt(int from, int to) {
    return (PEGS * from + to) * unit;
  }

  private static int index(int first, int scale) {
    return PEGS * (scale - 1) + first;
  }
}
