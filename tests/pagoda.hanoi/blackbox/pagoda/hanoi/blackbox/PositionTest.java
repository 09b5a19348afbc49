package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.hanoi.Move;
import pagoda.hanoi.Moves;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.PositionFormatException;

class PositionTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "0120", "2001221"})
  void textIsReadAndWritten(String text) {
    Position position = Position.parse(text);
    assertEquals(text, position.toString());
    assertEquals(text.length(), position.discs());
    assertEquals(3, position.pegs());
    assertEquals(position, Position.parse(text));
    assertEquals(position.hashCode(), Position.parse(text).hashCode());
  }

  @Test
  void discsLieFromTheLargestUp() {
    Position position = Position.parse("2001");
    assertEquals(List.of(2, 1), position.discsOn(0));
    assertEquals(List.of(3), position.discsOn(1));
    assertEquals(List.of(0), position.discsOn(2));
    assertEquals(1, position.pegOf(3));
    assertEquals(List.of(), Position.tower(4, 1).discsOn(0));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "3, 0", "0123, 3", "01x, 2", "0 1, 1", "-1, 0", "+1, 0", "０, 0"})
  void refusesOtherTexts(String text, int index) {
    PositionFormatException refused =
        assertThrows(PositionFormatException.class, () -> Position.parse(text));
    assertEquals(index, refused.index());
    assertEquals(text, refused.text());
    assertTrue(refused.getMessage().contains("digits from 0 to 2"), refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'', it has 0 characters",
    "01x, character 3 is 'x'",
    "'0\n', character 2 is U+000A",
    "'é', character 1 is U+00E9"
  })
  void messageShowsWhatWasSeen(String text, String seen) {
    PositionFormatException refused =
        assertThrows(PositionFormatException.class, () -> Position.parse(text));
    assertEquals(
        "position must be 1 to 62 digits from 0 to 2, a peg digit a disc, smallest disc first; "
            + seen,
        refused.getMessage());
  }

  @Test
  void refusesTooManyDiscs() {
    assertEquals(62, Position.parse("0".repeat(62)).discs());
    PositionFormatException refused =
        assertThrows(PositionFormatException.class, () -> Position.parse("0".repeat(1_000_000)));
    assertEquals(1_000_000, refused.index());
    assertTrue(refused.getMessage().length() < 200, "the message does not repeat a long text");
  }

  @Test
  void morePegsAreReadWhenAskedFor() {
    assertEquals(9, Position.parse("9", 10).pegOf(0));
    assertThrows(PositionFormatException.class, () -> Position.parse("9", 9));
    assertThrows(OutOfRangeException.class, () -> Position.parse("0", 11));
    assertThrows(OutOfRangeException.class, () -> Position.parse("0", 2));
    assertNotEquals(Position.parse("0", 4), Position.parse("0", 3));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThrows(OutOfRangeException.class, () -> Position.tower(0, 0));
    assertThrows(OutOfRangeException.class, () -> Position.tower(63, 0));
    assertThrows(OutOfRangeException.class, () -> Position.tower(3, 3));
    assertThrows(OutOfRangeException.class, () -> Position.tower(3, -1));
    assertThrows(OutOfRangeException.class, () -> Position.after(3, 8));
    assertThrows(OutOfRangeException.class, () -> Position.after(3, -1));
    assertThrows(OutOfRangeException.class, () -> Position.parse("0").pegOf(1));
    assertThrows(OutOfRangeException.class, () -> Position.parse("0").discsOn(3));
  }

  @Test
  void longestAnswerHasItsPositions() {
    assertEquals(Position.tower(62, 0), Position.after(62, 0));
    assertEquals(Position.tower(62, 2), Position.after(62, Moves.count(62)));
    Position middle = Position.after(62, 1L << 61);
    assertEquals(2, middle.pegOf(61));
    assertEquals(61, middle.discsOn(1).size());
  }

  @Test
  void movesAreSharedAndChecked() {
    assertEquals(new Move(9, 0), Move.of(9, 0));
    assertEquals(new Move(0, 9), Move.of(9, 0).reversed());
    assertThrows(OutOfRangeException.class, () -> new Move(10, 0));
    assertThrows(OutOfRangeException.class, () -> Move.of(0, -1));
    assertThrows(OutOfRangeException.class, () -> Move.of(0, 10));
  }
}
