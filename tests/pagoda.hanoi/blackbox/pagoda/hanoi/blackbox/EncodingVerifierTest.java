package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.EncodingVerifier;
import pagoda.hanoi.FrameStewart;
import pagoda.hanoi.Move;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.ShortestPath;
import pagoda.hanoi.Verification;
import pagoda.hanoi.Verification.Fault;
import pagoda.testing.Seed;

class EncodingVerifierTest {
  private static final Position START = Position.tower(2, 0);
  private static final Position GOAL = Position.tower(2, 2);

  /** Bytes may come in pieces of any size. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void acceptsWhatTheRendererMakes(Encoding encoding) {
    Random random = Seed.random("acceptsWhatTheRendererMakes");
    for (int discs = 1; discs <= 14; discs++) {
      long from = 1 + random.nextLong((1L << discs) - 1);
      Answer answer = Answer.part(discs, from, 1 + random.nextLong(1L << discs), encoding);
      byte[] bytes = new Renderer(answer).bytes();
      EncodingVerifier verifier = new EncodingVerifier(answer);
      for (int at = 0; at < bytes.length; ) {
        int count = Math.min(bytes.length - at, random.nextInt(40));
        assertTrue(verifier.accept(bytes, at, count));
        at += count;
      }
      assertEquals(new Verification.Solved(answer.count()), verifier.verification());
      assertEquals(answer.count(), verifier.moves());
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void acceptsTheEmptyAnswer(Encoding encoding) {
    Answer answer = Answer.of(ShortestPath.between(START, START), encoding);
    byte[] bytes = new Renderer(answer).bytes();
    EncodingVerifier verifier = new EncodingVerifier(answer);
    assertTrue(verifier.accept(bytes, 0, bytes.length));
    assertEquals(new Verification.Solved(0), verifier.verification());
  }

  @ParameterizedTest
  @CsvSource({
    "JSON, '[[0,1],[0,2],[1,2]] ', 3, 19, 32, the end",
    "JSON, ' [[0,1]]', 0, 0, 32, [",
    "JSON, '[0,1]', 0, 1, 48, [ or ]",
    "JSON, '[[0,1],[0,2],]', 2, 13, 93, [",
    "JSON, '[[0 1]]', 0, 3, 32, ','",
    "JSON, '[[0,1;', 1, 5, 59, ]",
    "JSON, '[[0,x]]', 0, 4, 120, a peg digit",
    "JSON, '[[-1,0]]', 0, 2, 45, a peg digit",
    "JSON, '[[0,1][0,2]]', 1, 6, 91, ', or ]'",
    "JSON, '[[0,1],[0,2],[1,2]', 3, 18, -1, ', or ]'",
    "JSON, '[[0,1],[0', 1, 9, -1, ','",
    "JSON, '', 0, 0, -1, [",
    "LINES, '0 1|0 2', 2, 7, -1, a line feed",
    "LINES, '0 1||', 1, 4, 10, a peg digit",
    "LINES, '0,1|', 0, 1, 44, a space",
    "LINES, '0 1 ', 1, 3, 32, a line feed",
    "LINES, '0 ', 0, 2, -1, a peg digit",
    "BINARY, '@', 0, 0, 64, a byte from 0 to 8"
  })
  void firstByteThatDoesNotBelongIsNamed(
      Encoding encoding, String text, long moves, long offset, int seen, String allowed) {
    byte[] bytes = text.replace('|', '\n').getBytes(StandardCharsets.US_ASCII);
    EncodingVerifier verifier = new EncodingVerifier(START, GOAL, encoding);
    assertEquals(seen < 0, verifier.accept(bytes, 0, bytes.length));
    assertEquals(new Verification.Malformed(moves, offset, seen, allowed), verifier.verification());
  }

  @ParameterizedTest
  @CsvSource({"JSON, '[[0,1],[0,1]', 2", "LINES, '0 1|0 1', 2", "JSON, '[[0,1],[0,7]', 2"})
  void illegalMoveIsToldFromAWrongByte(Encoding encoding, String text, long number) {
    byte[] bytes = text.replace('|', '\n').getBytes(StandardCharsets.US_ASCII);
    EncodingVerifier verifier = new EncodingVerifier(START, GOAL, encoding);
    assertFalse(verifier.accept(bytes, 0, bytes.length));
    int to = text.indexOf('7') < 0 ? 1 : 7;
    Fault fault = to == 7 ? Fault.NO_SUCH_PEG : Fault.ONTO_SMALLER_DISC;
    Verification expected =
        new Verification.IllegalMove(number, new Move(0, to), fault, Position.parse("10"));
    assertEquals(expected, verifier.verification());
    assertFalse(verifier.accept(bytes, 0, 0), "the first fault stays");
  }

  /** One byte changed anywhere is always found. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void anyChangedByteIsFound(Encoding encoding) {
    byte[] bytes = new Renderer(Answer.whole(6, encoding)).bytes();
    Position start = Position.tower(6, 0);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      for (int value = 0; value < 256; value++) {
        if (value != (bytes[at] & 0xff)) {
          changed[at] = (byte) value;
          EncodingVerifier verifier = new EncodingVerifier(start, Position.tower(6, 2), encoding);
          verifier.accept(changed, 0, changed.length);
          assertFalse(verifier.verification().solved(), encoding + " " + at + " " + value);
        }
      }
    }
  }

  @Test
  void digitsServeMorePegsThanThree() {
    FrameStewart moves = FrameStewart.solution(9, 7);
    byte[] bytes = Naive.encode(moves.stream().toList(), Encoding.JSON);
    EncodingVerifier verifier = new EncodingVerifier(moves.start(), moves.end(), Encoding.JSON);
    assertTrue(verifier.accept(bytes, 0, bytes.length));
    assertEquals(new Verification.Solved(moves.length()), verifier.verification());
    assertThrows(
        OutOfRangeException.class,
        () -> new EncodingVerifier(moves.start(), moves.end(), Encoding.BINARY));
  }

  @Test
  void refusesARangeOutsideTheArray() {
    EncodingVerifier verifier = new EncodingVerifier(START, GOAL, Encoding.JSON);
    assertThrows(IndexOutOfBoundsException.class, () -> verifier.accept(new byte[3], 1, 3));
  }
}
