package pagoda.hanoi;

import java.util.Objects;

/**
 * Renders a range of an answer into one array, a chunk at a time. For messages that must be whole;
 * {@link SolverPool#open} needs no memory for the range.
 */
public final class RenderTask implements SlicedTask<byte[]> {
  private final Renderer renderer;
  private final long offset;
  private final int length;
  private byte[] bytes;
  private int done;

  /**
   * Prepares to render a whole answer.
   *
   * @param answer the answer
   * @throws OutOfRangeException if it does not fit an array
   */
  public RenderTask(Answer answer) {
    this(answer, 0, answer.length());
  }

  /**
   * Prepares to render a range of an answer. The array is made in the first slice.
   *
   * @param answer the answer
   * @param offset the first byte, from 0
   * @param length how many bytes
   * @throws OutOfRangeException if the answer has fewer bytes, or they do not fit an array
   */
  public RenderTask(Answer answer, long offset, long length) {
    OutOfRangeException.check("offset", 0, answer.length(), offset);
    long most = Math.min(Integer.MAX_VALUE - 8L, answer.length() - offset);
    this.length = (int) OutOfRangeException.check("length", 0, most, length);
    this.offset = offset;
    renderer = new Renderer(answer);
  }

  @Override
  public SliceResult<byte[]> run(Slice slice) {
    bytes = Objects.requireNonNullElseGet(bytes, () -> new byte[length]);
    while (done < length && !slice.isOver()) {
      int size = Math.min(SolverPool.CHUNK_BYTES, length - done);
      renderer.render(offset + done, bytes, done, size);
      done += size;
    }
    return done < length ? SliceResult.more() : SliceResult.done(bytes);
  }
}
