package pagoda.hanoi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which peg each disc stands on. Discs on one peg always lie in order of size, so every such
 * assignment is a legal position. Immutable.
 *
 * <p>Its text has one peg digit a disc, smallest disc first: {@code 2001} is four discs, the
 * smallest on peg 2, the largest on peg 1.
 */
public final class Position {
  /** The fewest pegs: {@value}. */
  public static final int MIN_PEGS = 3;

  /** The most pegs, since a peg is one digit: {@value}. */
  public static final int MAX_PEGS = 10;

  private final int pegs;
  private final byte[] pegOf;

  Position(int pegs, byte[] pegOf) {
    this.pegs = pegs;
    this.pegOf = pegOf;
  }

  /**
   * Gives the position of a tower on one of three pegs.
   *
   * @param discs the number of discs, 1 to {@value Moves#MAX_DISCS}
   * @param peg the peg that all discs stand on
   * @return the position
   * @throws OutOfRangeException if a number is out of range
   */
  public static Position tower(int discs, int peg) {
    return tower(discs, peg, MIN_PEGS);
  }

  /**
   * Gives the position of a tower on one of several pegs.
   *
   * @param discs the number of discs, 1 to {@value Moves#MAX_DISCS}
   * @param peg the peg that all discs stand on
   * @param pegs the number of pegs, 3 to 10
   * @return the position
   * @throws OutOfRangeException if a number is out of range
   */
  public static Position tower(int discs, int peg, int pegs) {
    OutOfRangeException.check("discs", 1, Moves.MAX_DISCS, discs);
    OutOfRangeException.check("pegs", MIN_PEGS, MAX_PEGS, pegs);
    OutOfRangeException.check("peg", 0, pegs - 1, peg);
    byte[] pegOf = new byte[discs];
    Arrays.fill(pegOf, (byte) peg);
    return new Position(pegs, pegOf);
  }

  /**
   * Gives the position after some moves of the standard answer, in time proportional to the discs.
   *
   * @param discs the number of discs, 1 to {@value Moves#MAX_DISCS}
   * @param moves how many moves have been made, from 0
   * @return the position
   * @throws OutOfRangeException if a number is out of range
   */
  public static Position after(int discs, long moves) {
    return ShortestPath.solution(discs).after(moves);
  }

  /**
   * Reads a position on three pegs.
   *
   * @param text 1 to {@value Moves#MAX_DISCS} digits from 0 to 2, smallest disc first
   * @return the position
   * @throws PositionFormatException if the text is anything else
   */
  public static Position parse(String text) {
    return parse(text, MIN_PEGS);
  }

  /**
   * Reads a position on several pegs.
   *
   * @param text 1 to {@value Moves#MAX_DISCS} peg digits, smallest disc first
   * @param pegs the number of pegs, 3 to 10
   * @return the position
   * @throws PositionFormatException if the text is anything else
   * @throws OutOfRangeException if the number of pegs is out of range
   */
  public static Position parse(String text, int pegs) {
    OutOfRangeException.check("pegs", MIN_PEGS, MAX_PEGS, pegs);
    if (text.isEmpty() || text.length() > Moves.MAX_DISCS) {
      throw new PositionFormatException(text, text.length(), pegs);
    }
    byte[] pegOf = new byte[text.length()];
    for (int disc = 0; disc < pegOf.length; disc++) {
      int peg = text.charAt(disc) - '0';
      if (peg < 0 || peg >= pegs) {
        throw new PositionFormatException(text, disc, pegs);
      }
      pegOf[disc] = (byte) peg;
    }
    return new Position(pegs, pegOf);
  }

  /** {@return the number of discs} */
  public int discs() {
    return pegOf.length;
  }

  /** {@return the number of pegs} */
  public int pegs() {
    return pegs;
  }

  /**
   * Gives the peg a disc stands on.
   *
   * @param disc the disc, 0 the smallest
   * @return its peg, from 0
   * @throws OutOfRangeException if there is no such disc
   */
  public int pegOf(int disc) {
    return pegOf[OutOfRangeException.check("disc", 0, pegOf.length - 1, disc)];
  }

  /**
   * Gives the discs on a peg from bottom to top.
   *
   * @param peg the peg, from 0
   * @return the discs, the largest first; 0 is the smallest disc
   * @throws OutOfRangeException if there is no such peg
   */
  public List<Integer> discsOn(int peg) {
    OutOfRangeException.check("peg", 0, pegs - 1, peg);
    List<Integer> discs = new ArrayList<>();
    for (int disc = pegOf.length - 1; disc >= 0; disc--) {
      if (pegOf[disc] == peg) {
        discs.add(disc);
      }
    }
    return List.copyOf(discs);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position that && pegs == that.pegs && Arrays.equals(pegOf, that.pegOf);
  }

  @Override
  public int hashCode() {
    return 31 * pegs + Arrays.hashCode(pegOf);
  }

  /** {@return one peg digit a disc, smallest disc first} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(pegOf.length);
    for (byte peg : pegOf) {
      text.append((char) ('0' + peg));
    }
    return text.toString();
  }
}
