package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.hanoi.FrameStewart;
import pagoda.hanoi.Move;
import pagoda.hanoi.Moves;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.Verification;
import pagoda.hanoi.Verifier;

class FrameStewartTest {

  /** As few moves as a breadth-first search over all positions finds: up to 4^12 positions. */
  @ParameterizedTest
  @CsvSource({"3, 7", "4, 12", "5, 9", "6, 8", "7, 7", "10, 6"})
  void noShorterAnswerExists(int pegs, int mostDiscs) {
    for (int discs = 1; discs <= mostDiscs; discs++) {
      PositionGraph graph = new PositionGraph(discs, pegs);
      byte[] distances = graph.distancesFrom(graph.tower(0));
      FrameStewart moves = FrameStewart.solution(discs, pegs);
      assertEquals(distances[graph.tower(pegs - 1)], moves.length(), moves::toString);
    }
  }

  /** Every move is legal, between any two pegs, and there are as many as were announced. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9, 10})
  void everyMoveIsLegal(int pegs) {
    for (int discs = 1; discs <= (pegs == 3 ? 14 : 40); discs++) {
      for (int from = 0; from < pegs; from++) {
        FrameStewart moves = FrameStewart.between(discs, pegs, from, (from + discs) % pegs);
        assertEquals(
            new Verification.Solved(moves.length()), Verifier.verify(moves), moves::toString);
      }
    }
  }

  /** The numbers of moves with four pegs, OEIS A007664. */
  @Test
  void fourPegsTakeTheKnownNumberOfMoves() {
    int[] expected = {1, 3, 5, 9, 13, 17, 25, 33, 41, 49, 65, 81, 97, 113, 129, 161, 193, 225};
    int[] seen =
        IntStream.rangeClosed(1, expected.length)
            .map(discs -> (int) FrameStewart.solution(discs, 4).length())
            .toArray();
    assertEquals(IntStream.of(expected).boxed().toList(), IntStream.of(seen).boxed().toList());
  }

  @Test
  void mostDiscsHaveAnAnswerWithAnyPegs() {
    assertEquals(Moves.count(62), FrameStewart.solution(62, 3).length());
    for (int pegs = 4; pegs <= Position.MAX_PEGS; pegs++) {
      FrameStewart moves = FrameStewart.solution(62, pegs);
      assertEquals(new Verification.Solved(moves.length()), Verifier.verify(moves));
    }
  }

  @Test
  void aTowerThatStaysNeedsNoMove() {
    FrameStewart moves = FrameStewart.between(5, 4, 2, 2);
    assertEquals(0, moves.length());
    Iterator<Move> iterator = moves.iterator();
    assertFalse(iterator.hasNext());
    assertThrows(NoSuchElementException.class, iterator::next);
  }

  @Test
  void refusesPegsAndDiscsOutOfRange() {
    assertThrows(OutOfRangeException.class, () -> FrameStewart.solution(0, 4));
    assertThrows(OutOfRangeException.class, () -> FrameStewart.solution(63, 4));
    assertThrows(OutOfRangeException.class, () -> FrameStewart.solution(3, 2));
    assertThrows(OutOfRangeException.class, () -> FrameStewart.solution(3, 11));
    assertThrows(OutOfRangeException.class, () -> FrameStewart.between(3, 4, 0, 4));
  }
}
