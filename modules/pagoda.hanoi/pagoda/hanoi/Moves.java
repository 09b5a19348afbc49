package pagoda.hanoi;

/**
 * The moves of the standard answer, all discs from peg 0 to peg 2, each in constant time.
 *
 * <p>Move k of an odd number of discs goes from peg {@code (k & (k - 1)) mod 3} to peg {@code ((k |
 * (k - 1)) + 1) mod 3}; for an even number pegs 1 and 2 change places. This is the order of the
 * textbook recursion.
 */
public final class Moves {
  /** The most discs: {@value}. The number of moves then still fits a {@code long}. */
  public static final int MAX_DISCS = 62;

  private Moves() {}

  /**
   * Gives the number of moves, 2<sup>discs</sup> − 1.
   *
   * @param discs the number of discs, 1 to {@value #MAX_DISCS}
   * @return the length of the shortest answer
   * @throws OutOfRangeException if there are too few or too many discs
   */
  public static long count(int discs) {
    OutOfRangeException.check("discs", 1, MAX_DISCS, discs);
    return (1L << discs) - 1;
  }

  /**
   * Gives one move of the answer.
   *
   * @param discs the number of discs, 1 to {@value #MAX_DISCS}
   * @param number the number of the move, from 1
   * @return the move
   * @throws OutOfRangeException if the discs or the number are out of range
   */
  public static Move at(int discs, long number) {
    OutOfRangeException.check("number", 1, count(discs), number);
    int from = (int) ((number & (number - 1)) % 3);
    int to = (int) (((number | (number - 1)) + 1) % 3);
    return (discs & 1) == 1 ? Move.of(from, to) : Move.of((3 - from) % 3, (3 - to) % 3);
  }

  /**
   * Gives the disc that a move shifts. It is the same for any number of discs.
   *
   * @param number the number of the move, from 1
   * @return the disc, 0 the smallest
   * @throws OutOfRangeException if the number is below 1
   */
  public static int disc(long number) {
    OutOfRangeException.check("number", 1, Long.MAX_VALUE, number);
    return Long.numberOfTrailingZeros(number);
  }
}
