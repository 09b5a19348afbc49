package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Moves;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.ShortestPath;

class AnswerTest {

  @Test
  void partIsADocumentOfItsOwn() {
    Answer part = Answer.part(3, 3, 2, Encoding.JSON);
    assertEquals("[[2,1],[0,2]]", text(part));
    assertEquals(13, part.length());
  }

  @Test
  void partEndsWithThePath() {
    Answer part = Answer.part(3, 6, 1_000, Encoding.LINES);
    assertEquals(2, part.count());
    assertEquals("1 2\n0 2\n", text(part));
    assertEquals(Answer.part(3, 6, 2, Encoding.LINES), part);
  }

  @Test
  void positionsAtBothEndsOfAPart() {
    Answer part = Answer.part(3, 4, 1, Encoding.BINARY);
    assertEquals(Position.parse("110"), part.start());
    assertEquals(Position.parse("112"), part.end());
    assertEquals(3, part.discs());
  }

  /** The whole answer of 60 discs has a length in JSON, of 61 in lines, of 62 in binary. */
  @ParameterizedTest
  @CsvSource({
    "JSON, 60, 6917529027641081851",
    "LINES, 61, 9223372036854775804",
    "BINARY, 62, 4611686018427387903"
  })
  void longestWholeAnswers(Encoding encoding, int discs, long length) {
    assertEquals(length, Answer.whole(discs, encoding).length());
    if (discs < Moves.MAX_DISCS) {
      OutOfRangeException refused =
          assertThrows(OutOfRangeException.class, () -> Answer.whole(discs + 1, encoding));
      assertEquals("count", refused.name());
      assertEquals(encoding.maxCount(), refused.max());
      assertEquals(Moves.count(discs + 1), refused.seen());
    }
    assertThrows(OutOfRangeException.class, () -> Answer.whole(63, encoding));
  }

  /** All moves of 62 discs can be had in parts, in each encoding. */
  @ParameterizedTest
  @CsvSource({"JSON", "LINES", "BINARY"})
  void longestPartsEndWhereTheLengthDoes(Encoding encoding) {
    long most = encoding.maxCount();
    assertTrue(encoding.length(Math.min(most, Moves.count(62))) > 0);
    if (most < Moves.count(62)) {
      Answer longest = Answer.part(62, 1, most, encoding);
      assertTrue(Long.MAX_VALUE - longest.length() < encoding.bytesPerMove());
      assertThrows(OutOfRangeException.class, () -> Answer.part(62, 1, most + 1, encoding));
    }
    Answer last = Answer.part(62, Moves.count(62), 5, encoding);
    assertEquals(1, last.count());
    assertEquals(Position.tower(62, 2), last.end());
  }

  @ParameterizedTest
  @CsvSource({
    "from, 1, 7, 0, 0, 1",
    "from, 1, 7, 8, 8, 1",
    "from, 1, 7, -9, -9, 1",
    "count, 1, 5, 0, 3, 0",
    "count, 1, 5, -1, 3, -1"
  })
  void refusesMovesOutsideThePath(
      String name, long min, long max, long seen, long from, long count) {
    OutOfRangeException refused =
        assertThrows(OutOfRangeException.class, () -> Answer.part(3, from, count, Encoding.JSON));
    assertEquals(name, refused.name());
    assertEquals(min, refused.min());
    assertEquals(max, refused.max());
    assertEquals(seen, refused.seen());
    assertEquals(
        name + " must be between " + min + " and " + max + ", was " + seen, refused.getMessage());
  }

  @Test
  void refusesDiscsOutOfRange() {
    assertThrows(OutOfRangeException.class, () -> Answer.whole(0, Encoding.JSON));
    assertThrows(OutOfRangeException.class, () -> Answer.whole(-1, Encoding.JSON));
    assertThrows(OutOfRangeException.class, () -> Moves.count(63));
    assertThrows(OutOfRangeException.class, () -> Moves.at(3, 8));
    assertThrows(OutOfRangeException.class, () -> Moves.at(3, 0));
    assertThrows(OutOfRangeException.class, () -> Moves.disc(0));
  }

  /** Different bytes have different tags, and each is fit for an entity tag. */
  @Test
  void tagsTellAnswersApart() {
    Set<String> tags = new HashSet<>();
    for (Encoding encoding : Encoding.values()) {
      for (int discs = 1; discs <= 4; discs++) {
        for (long from = 1; from <= Moves.count(discs); from++) {
          for (long count = 1; count <= Moves.count(discs) - from + 1; count++) {
            Answer answer = Answer.part(discs, from, count, encoding);
            assertTrue(tags.add(answer.tag()), answer::tag);
          }
        }
      }
      Answer path =
          Answer.of(ShortestPath.between(Position.parse("02"), Position.parse("21")), encoding);
      assertTrue(tags.add(path.tag()), path::tag);
    }
    tags.forEach(tag -> assertTrue(tag.matches("[a-z0-9-]{1,180}"), tag));
    assertEquals("hanoi-json-5-1-31", Answer.whole(5, Encoding.JSON).tag());
  }

  @Test
  void longestTagIsBounded() {
    Position one = Position.parse("0".repeat(61) + "1");
    Position other = Position.parse("2".repeat(62));
    String tag = Answer.of(ShortestPath.between(one, other), Encoding.BINARY).tag();
    assertTrue(tag.length() <= 180, tag);
  }

  private static String text(Answer answer) {
    return new String(new Renderer(answer).bytes(), StandardCharsets.US_ASCII);
  }
}
