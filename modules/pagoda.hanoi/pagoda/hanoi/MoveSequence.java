package pagoda.hanoi;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A known number of moves that lead from one position to another. Immutable.
 *
 * <p>The moves are computed as they are asked for, in memory proportional to the number of discs: a
 * sequence may be far longer than anything that could be stored.
 */
public sealed interface MoveSequence extends Iterable<Move> permits ShortestPath, FrameStewart {

  /** {@return the position before the first move} */
  Position start();

  /** {@return the position after the last move} */
  Position end();

  /** {@return the number of moves} */
  long length();

  /**
   * Gives the moves in order, each computed when it is asked for.
   *
   * @return an iterator, confined to one thread
   */
  @Override
  Iterator<Move> iterator();

  @Override
  default Spliterator<Move> spliterator() {
    return Spliterators.spliterator(
        iterator(), length(), Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
  }

  /** {@return the moves in order, as a sequential stream} */
  default Stream<Move> stream() {
    return StreamSupport.stream(spliterator(), false);
  }
}
