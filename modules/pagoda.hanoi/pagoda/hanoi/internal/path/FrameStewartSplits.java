package pagoda.hanoi.internal.path;

/**
 * For each number of discs and pegs, how many discs the Frame–Stewart algorithm puts aside, and how
 * many moves follow from that. Immutable.
 */
public final class FrameStewartSplits {
  private static final int MIN_PEGS = 3;

  private final int discs;
  private final long[][] moves;
  private final int[][] aside;

  /** Computes all splits up to some discs and pegs. */
  public FrameStewartSplits(int discs, int pegs) {
    this.discs = discs;
    moves = new long[pegs + 1][discs + 1];
    aside = new int[pegs + 1][discs + 1];
    for (int n = 1; n <= discs; n++) {
      moves[MIN_PEGS][n] = (1L << n) - 1;
      aside[MIN_PEGS][n] = n - 1;
    }
    for (int p = MIN_PEGS + 1; p <= pegs; p++) {
      for (int n = 1; n <= discs; n++) {
        choose(p, n);
      }
    }
  }

  private void choose(int p, int n) {
    moves[p][n] = Long.MAX_VALUE;
    for (int k = 0; k < n; k++) {
      long total = 2 * moves[p][k] + moves[p - 1][n - k];
      if (total < moves[p][n]) {
        moves[p][n] = total;
        aside[p][n] = k;
      }
    }
  }

  /** {@return the greatest number of discs} */
  public int discs() {
    return discs;
  }

  /** {@return how many moves a tower takes with so many pegs} */
  public long moves(int n, int pegs) {
    return moves[pegs][n];
  }

  /** {@return how many of the smallest discs are put aside first} */
  public int aside(int n, int pegs) {
    return aside[pegs][n];
  }
}
