package pagoda.hanoi.internal.render;

import pagoda.hanoi.internal.path.Leg;

/**
 * The pre-rendered moves of one encoding. Immutable, shared by all answers in it.
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

  private final int unit;
  private final int moves;
  private final byte[] units;
  private final byte[][] blocks;

  /**
   * Renders the blocks.
   *
   * @param unitBytes the bytes that each move takes
   * @param units the bytes of every move, that from peg f to peg t at index 3 · f + t
   */
  public Blocks(int unitBytes, byte[][] units) {
    unit = unitBytes;
    moves = Integer.highestOneBit(MAX_BLOCK_BYTES / unit);
    this.units = new byte[PEGS * PEGS * unit];
    for (int i = 0; i < PEGS * PEGS; i++) {
      System.arraycopy(units[i], 0, this.units, i * unit, unit);
    }
    blocks = new byte[2 * PEGS][];
    for (int first = 0; first < PEGS; first++) {
      for (int second = 0; second < PEGS; second++) {
        if (first != second) {
          Leg pegs = Leg.single(0, first, second); // lends its pegs and its scale
          blocks[index(first, pegs.scale())] = block(pegs);
        }
      }
    }
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
