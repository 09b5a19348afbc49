package pagoda.hanoi;

import java.util.Iterator;
import java.util.Optional;

/**
 * Replays moves and finds the first illegal one. Its memory is constant, and a move takes constant
 * time. Confined to one thread.
 */
public final class Verifier {
  private final Position goal;

  /** The discs on each peg as bits, the smallest disc the lowest. */
  private final long[] pegs;

  private long moves;
  private Verification.IllegalMove illegal;

  /**
   * Makes a verifier.
   *
   * @param start the position before the first move
   * @param goal the position to reach
   * @throws OutOfRangeException if the two differ in discs or pegs
   */
  public Verifier(Position start, Position goal) {
    OutOfRangeException.check("discs of goal", start.discs(), start.discs(), goal.discs());
    OutOfRangeException.check("pegs of goal", start.pegs(), start.pegs(), goal.pegs());
    this.goal = goal;
    pegs = new long[start.pegs()];
    for (int disc = 0; disc < start.discs(); disc++) {
      pegs[start.pegOf(disc)] |= 1L << disc;
    }
  }

  /**
   * Verifies all moves of a sequence.
   *
   * @param sequence the moves, with the positions they should lead from and to
   * @return what was found
   */
  public static Verification verify(MoveSequence sequence) {
    return verify(sequence.start(), sequence.end(), sequence.iterator());
  }

  /**
   * Verifies moves from one position to another. Stops at the first illegal move.
   *
   * @param start the position before the first move
   * @param goal the position to reach
   * @param moves the moves
   * @return what was found
   * @throws OutOfRangeException if the positions differ in discs or pegs
   */
  public static Verification verify(Position start, Position goal, Iterator<Move> moves) {
    Verifier verifier = new Verifier(start, goal);
    while (moves.hasNext()) {
      Move move = moves.next();
      if (!verifier.accept(move.from(), move.to())) {
        break;
      }
    }
    return verifier.verification();
  }

  /**
   * Makes the next move, unless it or an earlier one is illegal.
   *
   * @param from the peg to take a disc from, 0 to 9
   * @param to the peg to put it on, 0 to 9
   * @return whether the move and all before it were legal
   * @throws OutOfRangeException if a peg is not between 0 and 9
   */
  public boolean accept(int from, int to) {
    if (illegal != null) {
      return false;
    }
    Verification.Fault fault = fault(from, to);
    if (fault != null) {
      illegal = new Verification.IllegalMove(moves + 1, Move.of(from, to), fault, position());
      return false;
    }
    long disc = Long.lowestOneBit(pegs[from]);
    pegs[from] ^= disc;
    pegs[to] |= disc;
    moves++;
    return true;
  }

  private Verification.Fault fault(int from, int to) {
    if (from < 0 || from >= pegs.length || to < 0 || to >= pegs.length) {
      return Verification.Fault.NO_SUCH_PEG;
    }
    if (from == to) {
      return Verification.Fault.SAME_PEG;
    }
    if (pegs[from] == 0) {
      return Verification.Fault.EMPTY_PEG;
    }
    boolean fits = pegs[to] == 0 || Long.lowestOneBit(pegs[from]) < Long.lowestOneBit(pegs[to]);
    return fits ? null : Verification.Fault.ONTO_SMALLER_DISC;
  }

  /** {@return the number of legal moves made} */
  public long moves() {
    return moves;
  }

  /** {@return the position after the legal moves made} */
  public Position position() {
    byte[] pegOf = new byte[goal.discs()];
    for (int peg = 0; peg < pegs.length; peg++) {
      for (long rest = pegs[peg]; rest != 0; rest &= rest - 1) {
        pegOf[Long.numberOfTrailingZeros(rest)] = (byte) peg;
      }
    }
    return new Position(pegs.length, pegOf);
  }

  /** {@return the first illegal move, if there was one} */
  public Optional<Verification.IllegalMove> illegalMove() {
    return Optional.ofNullable(illegal);
  }

  /** {@return what was found if no move follows} */
  public Verification verification() {
    if (illegal != null) {
      return illegal;
    }
    Position position = position();
    return position.equals(goal)
        ? new Verification.Solved(moves)
        : new Verification.Unfinished(moves, position, goal);
  }
}
