package pagoda.hanoi;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import pagoda.hanoi.internal.path.Leg;
import pagoda.hanoi.internal.path.Legs;

/**
 * A shortest way from any legal position on three pegs to any other. Immutable.
 *
 * <p>It is kept as a list of at most four legs a disc, in each of which a tower moves from peg to
 * peg. So any move and any position on the way is found in time proportional to the discs, however
 * long the path is. Where the largest disc that must move can go either in one move or by way of
 * the third peg, both are measured and the shorter is taken (A. M. Hinz et al., The Tower of Hanoi:
 * Myths and Maths, chapter 2); of two equally short paths it is the one with a single move of that
 * disc.
 */
public final class ShortestPath implements MoveSequence {
  private final Position start;
  private final Position end;
  private final Legs legs;

  private ShortestPath(Position start, Position end, List<Leg> legs) {
    this.start = start;
    this.end = end;
    this.legs = new Legs(legs);
  }

  /**
   * Gives the standard answer: all discs from peg 0 to peg 2.
   *
   * @param discs the number of discs, 1 to {@value Moves#MAX_DISCS}
   * @return the path, of {@link Moves#count} moves
   * @throws OutOfRangeException if there are too few or too many discs
   */
  public static ShortestPath solution(int discs) {
    return new ShortestPath(
        Position.tower(discs, 0), Position.tower(discs, 2), List.of(Leg.tower(discs, 0, 2)));
  }

  /**
   * Finds a shortest path.
   *
   * @param start the position to start from, on three pegs
   * @param end the position to reach, on three pegs and with as many discs
   * @return the path; it is empty if the two are equal
   * @throws OutOfRangeException if a position has more than three pegs, or the numbers of discs
   *     differ
   */
  public static ShortestPath between(Position start, Position end) {
    OutOfRangeException.check("pegs of start", 3, 3, start.pegs());
    OutOfRangeException.check("pegs of end", 3, 3, end.pegs());
    OutOfRangeException.check("discs of end", start.discs(), start.discs(), end.discs());
    return new ShortestPath(start, end, Legs.between(start::pegOf, end::pegOf, start.discs()));
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
    return legs.length();
  }

  /** {@return whether this is the standard answer, a tower from peg 0 to peg 2} */
  public boolean isSolution() {
    return equals(solution(start.discs()));
  }

  /**
   * Gives one move of the path.
   *
   * @param number the number of the move, from 1
   * @return the move
   * @throws OutOfRangeException if the path has no such move
   */
  public Move at(long number) {
    OutOfRangeException.check("number", 1, length(), number);
    int index = legs.indexOf(number);
    Leg leg = legs.leg(index);
    long k = number - legs.before(index);
    return Move.of(leg.fromPeg(k), leg.toPeg(k));
  }

  /**
   * Gives the position on the way after some moves.
   *
   * @param moves how many moves have been made, from 0
   * @return the position
   * @throws OutOfRangeException if the path is shorter
   */
  public Position after(long moves) {
    OutOfRangeException.check("moves", 0, length(), moves);
    byte[] pegOf = new byte[start.discs()];
    for (int disc = 0; disc < pegOf.length; disc++) {
      pegOf[disc] = (byte) start.pegOf(disc);
    }
    legs.place(pegOf, moves);
    return new Position(start.pegs(), pegOf);
  }

  @Override
  public Iterator<Move> iterator() {
    return new Iterator<>() {
      private long next = 1;
      private int index;

      @Override
      public boolean hasNext() {
        return next <= length();
      }

      @Override
      public Move next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the path has " + length() + " moves");
        }
        if (next > legs.before(index + 1)) {
          index++;
        }
        long k = next++ - legs.before(index);
        Leg leg = legs.leg(index);
        return Move.of(leg.fromPeg(k), leg.toPeg(k));
      }
    };
  }

  Legs legs() {
    return legs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShortestPath that && start.equals(that.start) && end.equals(that.end);
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
