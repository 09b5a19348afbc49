package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.hanoi.Move;
import pagoda.hanoi.Moves;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.ShortestPath;
import pagoda.hanoi.Verification;
import pagoda.hanoi.Verifier;
import pagoda.testing.Seed;

/** Shortest paths are held against a breadth-first search over all positions. */
class ShortestPathTest {

  /** Every pair of positions: legal moves, from the one to the other, as few as can be. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void everyPairIsLegalAndShortest(int discs) {
    PositionGraph graph = new PositionGraph(discs, 3);
    for (int start = 0; start < graph.size(); start++) {
      byte[] distances = graph.distancesFrom(start);
      for (int end = 0; end < graph.size(); end++) {
        ShortestPath path = ShortestPath.between(graph.position(start), graph.position(end));
        assertEquals(distances[end], path.length(), path::toString);
        Verification verification = Verifier.verify(path);
        assertEquals(new Verification.Solved(path.length()), verification, path::toString);
      }
    }
  }

  /** One size further, lengths only. */
  @Test
  void everyPairOfSevenDiscsHasTheRightLength() {
    PositionGraph graph = new PositionGraph(7, 3);
    for (int start = 0; start < graph.size(); start++) {
      byte[] distances = graph.distancesFrom(start);
      Position from = graph.position(start);
      for (int end = 0; end < graph.size(); end++) {
        ShortestPath path = ShortestPath.between(from, graph.position(end));
        if (distances[end] != path.length()) {
          assertEquals(distances[end], path.length(), path.toString());
        }
      }
    }
  }

  /** Any move and any position is found without walking there. */
  @Test
  void randomAccessAgreesWithWalking() {
    Random random = Seed.random("randomAccessAgreesWithWalking");
    for (int round = 0; round < 200; round++) {
      int discs = 1 + random.nextInt(9);
      ShortestPath path = ShortestPath.between(random(random, discs), random(random, discs));
      Verifier walker = new Verifier(path.start(), path.end());
      long number = 0;
      for (Move move : path) {
        assertEquals(walker.position(), path.after(number));
        assertEquals(move, path.at(++number));
        assertTrue(walker.accept(move.from(), move.to()));
      }
      assertEquals(path.end(), path.after(number));
      assertEquals(path.length(), number);
      assertEquals(path.length(), path.stream().count());
    }
  }

  /** The way back is as long, and the first and last moves of the longest paths are legal. */
  @Test
  void longPathsHoldTogether() {
    Random random = Seed.random("longPathsHoldTogether");
    for (int round = 0; round < 2_000; round++) {
      int discs = 40 + random.nextInt(Moves.MAX_DISCS - 39);
      ShortestPath path = ShortestPath.between(random(random, discs), random(random, discs));
      assertEquals(path.length(), ShortestPath.between(path.end(), path.start()).length());
      assertTrue(path.length() <= Moves.count(discs));
      assertEquals(path.start(), path.after(0));
      assertEquals(path.end(), path.after(path.length()));
      long middle = random.nextLong(path.length() + 1);
      stepsAgree(path, middle, Math.min(50, path.length() - middle));
    }
  }

  private static void stepsAgree(ShortestPath path, long made, long steps) {
    Verifier walker = new Verifier(path.after(made), path.after(made + steps));
    for (long number = made + 1; number <= made + steps; number++) {
      Move move = path.at(number);
      assertTrue(walker.accept(move.from(), move.to()), path::toString);
    }
    assertTrue(walker.verification().solved(), path::toString);
  }

  /** Where the largest disc must go by way of the third peg. */
  @Test
  void largestDiscMayMoveTwice() {
    // The two smaller discs stand on the goal of the largest and have to end on its start.
    ShortestPath path = ShortestPath.between(Position.parse("2220"), Position.parse("0002"));
    long largestMoves = path.stream().filter(new LargestDiscMoves(path, 3)::next).count();
    assertEquals(2, largestMoves);
    assertEquals(9, path.length());
  }

  /** Follows a path and tells which moves shift one disc. */
  private static final class LargestDiscMoves {
    private final ShortestPath path;
    private final int disc;
    private long made;

    LargestDiscMoves(ShortestPath path, int disc) {
      this.path = path;
      this.disc = disc;
    }

    boolean next(Move move) {
      Position before = path.after(made++);
      return before.pegOf(disc) == move.from() && path.after(made).pegOf(disc) == move.to();
    }
  }

  @Test
  void equalPositionsNeedNoMove() {
    Position position = Position.parse("0121");
    ShortestPath path = ShortestPath.between(position, position);
    assertEquals(0, path.length());
    assertFalse(path.iterator().hasNext());
    assertEquals(List.of(), path.stream().toList());
    assertEquals(position, path.after(0));
    assertEquals(new Verification.Solved(0), Verifier.verify(path));
  }

  @Test
  void towersGiveTheStandardAnswer() {
    ShortestPath path = ShortestPath.between(Position.tower(62, 0), Position.tower(62, 2));
    assertEquals(ShortestPath.solution(62), path);
    assertTrue(path.isSolution());
    assertEquals(Moves.count(62), path.length());
    assertEquals(Moves.at(62, 1L << 61), path.at(1L << 61));
  }

  @Test
  void refusesPositionsThatDoNotFit() {
    Position three = Position.parse("012");
    assertThrows(
        OutOfRangeException.class, () -> ShortestPath.between(three, Position.parse("0120")));
    assertThrows(
        OutOfRangeException.class, () -> ShortestPath.between(three, Position.parse("012", 4)));
    assertThrows(
        OutOfRangeException.class, () -> ShortestPath.between(Position.parse("012", 4), three));
    ShortestPath path = ShortestPath.solution(3);
    assertThrows(OutOfRangeException.class, () -> path.at(0));
    assertThrows(OutOfRangeException.class, () -> path.at(8));
    assertThrows(OutOfRangeException.class, () -> path.after(-1));
    assertThrows(OutOfRangeException.class, () -> path.after(8));
  }

  @Test
  void iteratorEndsWithAnException() {
    Iterator<Move> moves = ShortestPath.solution(1).iterator();
    assertEquals(new Move(0, 2), moves.next());
    assertFalse(moves.hasNext());
    assertThrows(NoSuchElementException.class, moves::next);
  }

  private static Position random(Random random, int discs) {
    StringBuilder text = new StringBuilder();
    for (int disc = 0; disc < discs; disc++) {
      text.append(random.nextInt(3));
    }
    return Position.parse(text.toString());
  }
}
