package pagoda.hanoi;

import java.util.Iterator;
import pagoda.hanoi.internal.path.FrameStewartMoves;
import pagoda.hanoi.internal.path.FrameStewartSplits;

/**
 * A tower moved from one peg to another with three or more pegs, by the algorithm of Frame and
 * Stewart. Immutable.
 *
 * <p>The k smallest discs go to a spare peg, the others to the goal without that peg, and then the
 * k smallest follow; k is chosen so that the moves are fewest. With three pegs this is the standard
 * answer. With four it is known to be a shortest one (T. Bousch, La quatrième tour de Hanoï, 2014);
 * with more that is conjectured, and no shorter answer has been found (J. S. Frame and B. M.
 * Stewart, 1941).
 */
public final class FrameStewart implements MoveSequence {
  private final Position start;
  private final Position end;
  private final FrameStewartSplits splits;

  private FrameStewart(Position start, Position end) {
    this.start = start;
    this.end = end;
    splits = new FrameStewartSplits(start.discs(), start.pegs());
  }

  /**
   * Moves a tower from the first peg to the last.
   *
   * @param discs the number of discs, 1 to {@value Moves#MAX_DISCS}
   * @param pegs the number of pegs, 3 to 10
   * @return the moves
   * @throws OutOfRangeException if a number is out of range
   */
  public static FrameStewart solution(int discs, int pegs) {
    return between(discs, pegs, 0, pegs - 1);
  }

  /**
   * Moves a tower from one peg to another.
   *
   * @param discs the number of discs, 1 to {@value Moves#MAX_DISCS}
   * @param pegs the number of pegs, 3 to 10
   * @param from the peg the tower stands on
   * @param to the peg it goes to; there are no moves if it is the same
   * @return the moves
   * @throws OutOfRangeException if a number is out of range
   */
  public static FrameStewart between(int discs, int pegs, int from, int to) {
    return new FrameStewart(Position.tower(discs, from, pegs), Position.tower(discs, to, pegs));
  }

  @Override
  public Position start() {
    return start;
  }

  @Override
  public Position end() {
    return end;
  }

  @Override
  public long length() {
    return start.equals(end) ? 0 : splits.moves(start.discs(), start.pegs());
  }

  @Override
  public Iterator<Move> iterator() {
    return new FrameStewartMoves(splits, start.pegs(), start.pegOf(0), end.pegOf(0));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameStewart that && start.equals(that.start) && end.equals(that.end);
  }

  @Override
  public int hashCode() {
    return 31 * start.hashCode() + end.hashCode();
  }

  /** {@return the two positions and the number of moves} */
  @Override
  public String toString() {
    return start + " to " + end + " in " + length() + " moves";
  }
}
