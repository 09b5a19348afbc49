package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.hanoi.Move;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.Verification;
import pagoda.hanoi.Verification.Fault;
import pagoda.hanoi.Verifier;
import pagoda.testing.Seed;

class VerifierTest {
  private static final Position START = Position.tower(3, 0);
  private static final Position GOAL = Position.tower(3, 2);

  @ParameterizedTest
  @CsvSource({
    "0, 3, NO_SUCH_PEG", "3, 0, NO_SUCH_PEG", "9, 9, NO_SUCH_PEG", "2, 2, SAME_PEG",
    "1, 1, SAME_PEG", "1, 0, EMPTY_PEG", "1, 2, EMPTY_PEG", "0, 2, ONTO_SMALLER_DISC"
  })
  void firstIllegalMoveIsNamed(int from, int to, Fault fault) {
    List<Move> moves = List.of(new Move(0, 2), new Move(from, to), new Move(0, 1));
    Verification verification = Verifier.verify(START, GOAL, moves.iterator());
    Verification expected =
        new Verification.IllegalMove(2, new Move(from, to), fault, Position.parse("200"));
    assertEquals(expected, verification);
    assertEquals(1, verification.moves());
    assertFalse(verification.solved());
  }

  @Test
  void legalMovesThatEndElsewhereAreUnfinished() {
    Verification verification = Verifier.verify(START, GOAL, List.of(new Move(0, 1)).iterator());
    assertEquals(new Verification.Unfinished(1, Position.parse("100"), GOAL), verification);
    assertFalse(verification.solved());
  }

  @Test
  void everyAnswerOfTheRecursionIsSolved() {
    for (int discs = 1; discs <= 16; discs++) {
      List<Move> moves = Naive.solve(discs);
      Verification verification =
          Verifier.verify(Position.tower(discs, 0), Position.tower(discs, 2), moves.iterator());
      assertEquals(new Verification.Solved(moves.size()), verification);
      assertTrue(verification.solved());
    }
  }

  /** Random moves, legal and not, judged like stacks of discs do. */
  @Test
  void agreesWithStacksOfDiscs() {
    Random random = Seed.random("agreesWithStacksOfDiscs");
    for (int round = 0; round < 2_000; round++) {
      int discs = 1 + random.nextInt(6);
      int pegs = 3 + random.nextInt(3);
      List<List<Integer>> stacks = stacks(discs, pegs);
      Verifier verifier =
          new Verifier(Position.tower(discs, 0, pegs), Position.tower(discs, 1, pegs));
      boolean legal = true;
      for (long made = 0; legal; made++) {
        assertEquals(made, verifier.moves());
        assertTrue(verifier.illegalMove().isEmpty());
        int from = random.nextInt(pegs);
        int to = random.nextInt(pegs);
        legal = move(stacks, from, to);
        assertEquals(legal, verifier.accept(from, to));
        for (int peg = 0; peg < pegs; peg++) {
          assertEquals(stacks.get(peg), verifier.position().discsOn(peg));
        }
      }
      Verification.IllegalMove illegal =
          assertInstanceOf(Verification.IllegalMove.class, verifier.verification());
      assertEquals(illegal, verifier.illegalMove().orElseThrow());
      assertFalse(verifier.accept(0, 1), "nothing after an illegal move is looked at");
      assertEquals(illegal, verifier.verification());
    }
  }

  private static List<List<Integer>> stacks(int discs, int pegs) {
    List<List<Integer>> stacks = new ArrayList<>();
    for (int peg = 0; peg < pegs; peg++) {
      stacks.add(new ArrayList<>());
    }
    for (int disc = discs - 1; disc >= 0; disc--) {
      stacks.getFirst().add(disc);
    }
    return stacks;
  }

  private static boolean move(List<List<Integer>> stacks, int from, int to) {
    List<Integer> source = stacks.get(from);
    List<Integer> target = stacks.get(to);
    if (from == to
        || source.isEmpty()
        || (!target.isEmpty() && target.getLast() < source.getLast())) {
      return false;
    }
    target.add(source.removeLast());
    return true;
  }

  @Test
  void refusesPositionsThatDoNotFit() {
    assertThrows(OutOfRangeException.class, () -> new Verifier(START, Position.tower(4, 2)));
    assertThrows(OutOfRangeException.class, () -> new Verifier(START, Position.tower(3, 2, 4)));
    Verifier verifier = new Verifier(START, GOAL);
    assertThrows(OutOfRangeException.class, () -> verifier.accept(0, 10));
    assertThrows(OutOfRangeException.class, () -> verifier.accept(-1, 0));
  }
}
