package pagoda.hanoi;

/**
 * One move: the top disc of one peg is put on another. Immutable.
 *
 * <p>A move alone is neither legal nor illegal; {@link Verifier} judges it in its position.
 *
 * @param from the peg the disc leaves, 0 to 9
 * @param to the peg it is put on, 0 to 9
 */
public record Move(int from, int to) {
  private static final Move[] SHARED = new Move[Position.MAX_PEGS * Position.MAX_PEGS];

  static {
    for (int i = 0; i < SHARED.length; i++) {
      SHARED[i] = new Move(i / Position.MAX_PEGS, i % Position.MAX_PEGS);
    }
  }

  /**
   * Makes a move.
   *
   * @throws OutOfRangeException if a peg is not between 0 and 9
   */
  public Move {
    OutOfRangeException.check("from", 0, Position.MAX_PEGS - 1, from);
    OutOfRangeException.check("to", 0, Position.MAX_PEGS - 1, to);
  }

  /**
   * Gives the move between two pegs without making a new object.
   *
   * @param from the peg the disc leaves, 0 to 9
   * @param to the peg it is put on, 0 to 9
   * @return the move
   * @throws OutOfRangeException if a peg is not between 0 and 9
   */
  public static Move of(int from, int to) {
    OutOfRangeException.check("from", 0, Position.MAX_PEGS - 1, from);
    OutOfRangeException.check("to", 0, Position.MAX_PEGS - 1, to);
    return SHARED[from * Position.MAX_PEGS + to];
  }

  /** {@return the move the other way round} */
  public Move reversed() {
    return of(to, from);
  }
}
