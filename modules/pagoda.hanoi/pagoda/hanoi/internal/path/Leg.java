package pagoda.hanoi.internal.path;

/**
 * A stretch of a path on three pegs: a tower of consecutive discs goes from one peg to another by
 * its only shortest way. Every shortest path is a short list of legs. Immutable.
 *
 * <p>All arithmetic is modulo 3. Move k of the tower shifts a disc from peg {@code origin + scale ·
 * (k & (k − 1))} to peg {@code origin + scale · ((k | (k − 1)) + 1)}, where the scale, 1 or 2, says
 * which way round the smallest disc goes.
 *
 * @param base the smallest disc of the tower, 0 the smallest of all; above 0 for single discs only
 * @param discs the number of discs that move, 1 to 62
 * @param from the peg they stand on
 * @param to the peg they go to
 */
public record Leg(int base, int discs, int from, int to) {

  /** {@return the leg that moves the smallest discs} */
  public static Leg tower(int discs, int from, int to) {
    return new Leg(0, discs, from, to);
  }

  /** {@return the leg that moves one disc once} */
  public static Leg single(int disc, int from, int to) {
    return new Leg(disc, 1, from, to);
  }

  /** {@return the number of moves} */
  public long length() {
    return (1L << discs) - 1;
  }

  /** {@return the same moves backwards, which is the way back} */
  public Leg reversed() {
    return new Leg(base, discs, to, from);
  }

  /** {@return 1 or 2} */
  public int scale() {
    int step = to - from + 3;
    return ((discs & 1) == 1 ? 2 * step : step) % 3;
  }

  /** {@return the peg that move {@code k}, from 1, takes a disc from} */
  public int fromPeg(long k) {
    return (from + scale() * (int) ((k & (k - 1)) % 3)) % 3;
  }

  /** {@return the peg that move {@code k}, from 1, puts a disc on} */
  public int toPeg(long k) {
    return (from + scale() * (int) (((k | (k - 1)) + 1) % 3)) % 3;
  }

  /** Puts the discs of this leg where they stand after some of its moves. */
  public void place(byte[] pegOf, long moves) {
    int step = to - from + 3;
    for (int d = 0; d < discs; d++) {
      int shifts = (int) ((((moves >>> d) + 1) >>> 1) % 3);
      int stride = ((discs - d) & 1) == 1 ? step : 2 * step;
      pegOf[base + d] = (byte) ((from + stride * shifts) % 3);
    }
  }
}
