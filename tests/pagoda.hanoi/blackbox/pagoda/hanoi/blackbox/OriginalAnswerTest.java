package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.FrameStewart;
import pagoda.hanoi.Move;
import pagoda.hanoi.Moves;
import pagoda.hanoi.Position;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.ShortestPath;

/** The answers are those of the original service, byte for byte. */
class OriginalAnswerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
  void everyEncodingEqualsTheRecursion(int discs) {
    List<Move> moves = Naive.solve(discs);
    for (Encoding encoding : Encoding.values()) {
      byte[] expected = Naive.encode(moves, encoding);
      Answer answer = Answer.whole(discs, encoding);
      assertEquals(expected.length, answer.length());
      assertArrayEquals(expected, new Renderer(answer).bytes(), encoding.text());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 9, 14})
  void everyWayToTheMovesGivesTheSame(int discs) {
    List<Move> moves = Naive.solve(discs);
    ShortestPath path = ShortestPath.solution(discs);
    assertEquals(moves, path.stream().toList());
    assertEquals(moves, FrameStewart.solution(discs, 3).stream().toList());
    for (int number = 1; number <= moves.size(); number++) {
      assertEquals(moves.get(number - 1), Moves.at(discs, number));
      assertEquals(moves.get(number - 1), path.at(number));
    }
  }

  /** Captured from the original: its replies and the lengths of longer ones. */
  @Test
  void knownReplies() {
    assertEquals("[[0,2]]", json(1));
    assertEquals("[[0,1],[0,2],[1,2]]", json(2));
    assertEquals("[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]", json(3));
  }

  @ParameterizedTest
  @CsvSource({
    "13, 49147",
    "16, 393211",
    "18, 1572859",
    "20, 6291451",
    "21, 12582907",
    "24, 100663291"
  })
  void knownLengths(int discs, long bytes) {
    assertEquals(bytes, Answer.whole(discs, Encoding.JSON).length());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 10, 13})
  void positionsAndDiscsFollowFromTheMoves(int discs) {
    byte[] pegOf = new byte[discs];
    for (long made = 0; made < Moves.count(discs); made++) {
      assertEquals(text(pegOf), Position.after(discs, made).toString());
      Move move = Moves.at(discs, made + 1);
      int disc = Moves.disc(made + 1);
      assertEquals(move.from(), pegOf[disc]);
      pegOf[disc] = (byte) move.to();
    }
    assertEquals(Position.tower(discs, 2), Position.after(discs, Moves.count(discs)));
  }

  private static String json(int discs) {
    byte[] bytes = new Renderer(Answer.whole(discs, Encoding.JSON)).bytes();
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static String text(byte[] pegOf) {
    StringBuilder text = new StringBuilder();
    for (byte peg : pegOf) {
      text.append(peg);
    }
    return text.toString();
  }
}
