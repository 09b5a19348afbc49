package pagoda.hanoi;

import java.nio.ByteBuffer;

/** A stream of one small chunk, which its reader renders itself. */
final class InlineStream implements AnswerStream {
  private final Renderer renderer;
  private final long offset;
  private final int length;
  private boolean given;
  private volatile boolean closed;

  InlineStream(Renderer renderer, long offset, int length) {
    this.renderer = renderer;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public ByteBuffer next() {
    if (closed) {
      throw new IllegalStateException("the stream is closed");
    }
    if (given || length == 0) {
      return null;
    }
    given = true;
    byte[] bytes = new byte[length];
    renderer.render(offset, bytes, 0, length);
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public void close() {
    closed = true;
  }
}
