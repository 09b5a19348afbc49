package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Moves;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.ShortestPath;
import pagoda.testing.Seed;

/** Any byte range of any answer is what plain rendering gives there. */
class RendererTest {
  private static final byte UNTOUCHED = (byte) 0xee;

  /** Whole answers, parts of them and shortest paths, several blocks long. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void rangesEqualPlainRendering(Encoding encoding) {
    Random random = Seed.random("rangesEqualPlainRendering");
    for (int round = 0; round < 60; round++) {
      Answer answer = answer(random, 1 + random.nextInt(16), encoding);
      byte[] whole =
          Naive.encode(
              answer.path().stream().skip(answer.from() - 1).limit(answer.count()).toList(),
              encoding);
      assertEquals(whole.length, answer.length(), answer::toString);
      Renderer renderer = new Renderer(answer);
      assertArrayEquals(whole, renderer.bytes(), answer::toString);
      for (int i = 0; i < 50; i++) {
        int offset = random.nextInt(whole.length + 1);
        int most = whole.length - offset;
        int length = random.nextInt(1 + (random.nextBoolean() ? most : Math.min(20, most)));
        assertRange(renderer, whole, offset, length, random.nextInt(5));
      }
    }
  }

  private static Answer answer(Random random, int discs, Encoding encoding) {
    ShortestPath path =
        random.nextBoolean()
            ? ShortestPath.solution(discs)
            : ShortestPath.between(position(random, discs), position(random, discs));
    if (path.length() == 0 || random.nextInt(3) == 0) {
      return Answer.of(path, encoding);
    }
    long from = 1 + random.nextLong(path.length());
    return Answer.part(path, from, 1 + random.nextLong(path.length()), encoding);
  }

  private static Position position(Random random, int discs) {
    StringBuilder text = new StringBuilder();
    random.ints(discs, 0, 3).forEach(text::append);
    return Position.parse(text.toString());
  }

  /**
   * Renders into an array, a heap buffer and a direct buffer, each with a margin to leave alone.
   */
  private static void assertRange(
      Renderer renderer, byte[] whole, int offset, int length, int margin) {
    byte[] expected = new byte[length + 2 * margin];
    Arrays.fill(expected, UNTOUCHED);
    System.arraycopy(whole, offset, expected, margin, length);

    byte[] array = new byte[expected.length];
    Arrays.fill(array, UNTOUCHED);
    renderer.render(offset, array, margin, length);
    assertArrayEquals(expected, array, () -> renderer.answer() + " from " + offset);

    ByteBuffer heap = ByteBuffer.allocate(expected.length + 3).position(3).slice();
    ByteBuffer direct = ByteBuffer.allocateDirect(expected.length);
    for (ByteBuffer buffer : new ByteBuffer[] {heap, direct}) {
      for (int i = 0; i < expected.length; i++) {
        buffer.put(i, UNTOUCHED);
      }
      buffer.position(margin).limit(margin + length);
      assertEquals(length, renderer.render(offset, buffer));
      assertEquals(margin + length, buffer.position());
      buffer.clear();
      byte[] seen = new byte[expected.length];
      buffer.get(seen);
      assertArrayEquals(expected, seen, () -> renderer.answer() + " from " + offset);
    }
  }

  /** Answers far too long to be rendered whole: each move at its place agrees with the formula. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void rangesOfTheLongestAnswersEqualTheFormula(Encoding encoding) {
    Random random = Seed.random("rangesOfTheLongestAnswersEqualTheFormula");
    for (int discs = 40; discs <= Moves.MAX_DISCS; discs++) {
      long most = Math.min(Moves.count(discs), encoding.maxCount());
      Renderer renderer = new Renderer(Answer.part(discs, 1, most, encoding));
      for (int i = 0; i < 50; i++) {
        long number = i == 0 ? most - 2 : 1 + random.nextLong(most - 2);
        byte[] expected =
            Naive.encode(
                List.of(
                    Moves.at(discs, number),
                    Moves.at(discs, number + 1),
                    Moves.at(discs, number + 2)),
                encoding);
        int brackets = encoding.prefixBytes();
        byte[] seen = new byte[expected.length - 2 * brackets];
        renderer.render(brackets + (number - 1) * encoding.bytesPerMove(), seen, 0, seen.length);
        assertArrayEquals(Arrays.copyOfRange(expected, brackets, expected.length - brackets), seen);
      }
    }
  }

  /** The last bytes of the longest JSON answer that has a length. */
  @Test
  void longestJsonAnswerEndsWithItsBracket() {
    Answer answer = Answer.whole(60, Encoding.JSON);
    assertEquals(6_917_529_027_641_081_851L, answer.length());
    byte[] tail = new byte[12];
    new Renderer(answer).render(answer.length() - 12, tail, 0, 12);
    long last = Moves.count(60);
    assertEquals(pair(60, last - 1) + "," + pair(60, last) + "]", text(tail));
  }

  private static String pair(int discs, long number) {
    return "[" + Moves.at(discs, number).from() + "," + Moves.at(discs, number).to() + "]";
  }

  /** A buffer larger than the rest of the answer is filled as far as the answer goes. */
  @Test
  void bufferMayBeLargerThanTheRest() {
    Renderer renderer = new Renderer(Answer.whole(3, Encoding.LINES));
    ByteBuffer buffer = ByteBuffer.allocate(100);
    assertEquals(8, renderer.render(20, buffer));
    assertEquals("1 2\n0 2\n", text(Arrays.copyOf(buffer.array(), 8)));
    assertEquals(0, renderer.render(28, buffer));
  }

  @Test
  void emptyPathIsAnEmptyDocument() {
    ShortestPath still = ShortestPath.between(Position.parse("012"), Position.parse("012"));
    assertEquals("[]", text(new Renderer(Answer.of(still, Encoding.JSON)).bytes()));
    assertEquals("", text(new Renderer(Answer.of(still, Encoding.LINES)).bytes()));
    assertEquals("", text(new Renderer(Answer.of(still, Encoding.BINARY)).bytes()));
    byte[] last = new byte[1];
    new Renderer(Answer.of(still, Encoding.JSON)).render(1, last, 0, 1);
    assertEquals("]", text(last));
  }

  @Test
  void refusesRangesOutsideTheAnswerOrTheTarget() {
    Renderer renderer = new Renderer(Answer.whole(3, Encoding.JSON));
    byte[] target = new byte[43];
    assertThrows(OutOfRangeException.class, () -> renderer.render(-1, target, 0, 1));
    assertThrows(OutOfRangeException.class, () -> renderer.render(44, target, 0, 0));
    assertThrows(OutOfRangeException.class, () -> renderer.render(1, target, 0, 43));
    assertThrows(OutOfRangeException.class, () -> renderer.render(0, target, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> renderer.render(0, target, 1, 43));
    assertThrows(
        ReadOnlyBufferException.class,
        () -> renderer.render(0, ByteBuffer.wrap(target).asReadOnlyBuffer()));
    Renderer large = new Renderer(Answer.whole(31, Encoding.JSON));
    assertThrows(OutOfRangeException.class, large::bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
