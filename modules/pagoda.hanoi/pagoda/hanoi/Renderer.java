package pagoda.hanoi;

import java.nio.ByteBuffer;
import java.util.Objects;
import pagoda.hanoi.internal.path.Leg;
import pagoda.hanoi.internal.path.Legs;
import pagoda.hanoi.internal.render.Blocks;
import pagoda.hanoi.internal.render.SharedBlocks;

/**
 * Makes the bytes of an {@link Answer}, any range of them, at the speed of copying memory and
 * without allocating. Immutable and thread-safe.
 *
 * <p>The bytes before the range are not computed: the first byte of an answer and the last of one
 * of seven exabytes cost the same.
 */
public final class Renderer {
  private final Answer answer;
  private final Legs legs;
  private final Blocks blocks;
  private final long length;
  private final int prefix;
  private final int unit;

  /**
   * Makes a renderer. The first for each encoding also makes the blocks that all share, at most 96
   * KiB.
   *
   * @param answer the answer to render
   */
  public Renderer(Answer answer) {
    this.answer = answer;
    legs = answer.path().legs();
    blocks = SharedBlocks.of(answer.encoding());
    length = answer.length();
    prefix = answer.encoding().prefixBytes();
    unit = answer.encoding().bytesPerMove();
  }

  /** {@return the answer that is rendered} */
  public Answer answer() {
    return answer;
  }

  /** {@return the length of the answer in bytes} */
  public long length() {
    return length;
  }

  /**
   * Renders a range of the answer into an array.
   *
   * @param offset the first byte of the range, from 0
   * @param target where the bytes go
   * @param at the index of the first byte in the target
   * @param count how many bytes
   * @throws OutOfRangeException if the answer has fewer bytes than that
   * @throws IndexOutOfBoundsException if the target is too small
   */
  public void render(long offset, byte[] target, int at, int count) {
    checkRange(offset, count);
    Objects.checkFromIndexSize(at, count, target.length);
    fill(offset, target, null, at, count);
  }

  /**
   * Renders a range of the answer into the space that remains in a buffer, and advances its
   * position.
   *
   * @param offset the first byte of the range, from 0 to the length of the answer
   * @param target where the bytes go
   * @return the number of bytes rendered: the remaining space, or less at the end of the answer
   * @throws OutOfRangeException if the answer is shorter than the offset
   * @throws java.nio.ReadOnlyBufferException if the target is read-only
   */
  public int render(long offset, ByteBuffer target) {
    checkRange(offset, 0);
    int count = (int) Math.min(target.remaining(), length - offset);
    if (target.hasArray()) {
      fill(offset, target.array(), null, target.arrayOffset() + target.position(), count);
    } else {
      fill(offset, null, target, target.position(), count);
    }
    target.position(target.position() + count);
    return count;
  }

  /**
   * Renders the whole answer.
   *
   * @return all its bytes
   * @throws OutOfRangeException if they do not fit an array
   */
  public byte[] bytes() {
    OutOfRangeException.check("length", 0, Integer.MAX_VALUE - 8L, length);
    byte[] bytes = new byte[(int) length];
    render(0, bytes, 0, bytes.length);
    return bytes;
  }

  private void checkRange(long offset, int count) {
    OutOfRangeException.check("offset", 0, length, offset);
    OutOfRangeException.check("count", 0, length - offset, count);
  }

  /** Fills either the array or, if that is null, the buffer. */
  private void fill(long offset, byte[] array, ByteBuffer buffer, int at, int count) {
    int done = 0;
    if (offset < prefix && count > 0) {
      put(array, buffer, at, (byte) '[');
      done = 1;
    }
    if (done < count) {
      fillMoves(offset + done - prefix, array, buffer, at + done, at + count);
      if (prefix > 0 && offset + count == length) {
        put(array, buffer, at + count - 1, (byte) ']');
      }
    }
  }

  /** Fills with the bytes of moves from byte {@code skipped} of the first move on. */
  private void fillMoves(long skipped, byte[] array, ByteBuffer buffer, int at, int end) {
    long number = answer.from() + skipped / unit;
    int within = (int) (skipped % unit);
    int next = at;
    for (int index = legs.indexOf(number); next < end && number <= legs.length(); index++) {
      long k = number - legs.before(index);
      next = fillLeg(legs.leg(index), k, within, array, buffer, next, end);
      number = legs.before(index + 1) + 1;
      within = 0;
    }
  }

  /** Fills with the moves of one leg, until it or the space ends, and returns where it stopped. */
  private int fillLeg(
      Leg leg, long first, int skip, byte[] array, ByteBuffer buffer, int at, int end) {
    int scale = leg.scale();
    long last = leg.length();
    int mask = blocks.moves() - 1;
    long k = first;
    int within = skip;
    int next = at;
    while (next < end && k <= last) {
      int i = (int) k & mask;
      int moves = (int) Math.min(mask + 1 - i, last - k + 1);
      int size = Math.min(moves * unit - within, end - next);
      int peg = (int) ((leg.from() + scale * ((k - i) % 3)) % 3);
      copy(blocks.block(peg, scale), i * unit + within, array, buffer, next, size);
      if (i == 0) {
        int edge = blocks.unitAt(leg.fromPeg(k), leg.toPeg(k));
        copy(blocks.units(), edge + within, array, buffer, next, Math.min(unit - within, size));
      }
      next += size;
      k += moves;
      within = 0;
    }
    return next;
  }

  private static void copy(
      byte[] source, int from, byte[] array, ByteBuffer buffer, int at, int size) {
    if (array != null) {
      System.arraycopy(source, from, array, at, size);
    } else {
      buffer.put(at, source, from, size);
    }
  }

  private static void put(byte[] array, ByteBuffer buffer, int at, byte value) {
    if (array != null) {
      array[at] = value;
    } else {
      buffer.put(at, value);
    }
  }
}
