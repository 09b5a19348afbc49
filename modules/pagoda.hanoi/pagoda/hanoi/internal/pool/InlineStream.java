package pagoda.hanoi.internal.pool;

import java.nio.ByteBuffer;
import java.util.Optional;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Renderer;

/** A stream of one small chunk, which its reader renders itself. */
public final class InlineStream implements AnswerStream {
  private final Renderer renderer;
  private final long offset;
  private final int length;
  private boolean given;
  private volatile boolean closed;

  /** Prepares the chunk; it is rendered when it is asked for. */
  public InlineStream(Renderer renderer, long offset, int length) {
    this.renderer = renderer;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public Optional<ByteBuffer> next() {
    if (closed) {
      throw new IllegalStateException("the stream is closed");
    }
    if (given || length == 0) {
      return Optional.empty();
    }
    given = true;
    byte[] bytes = new byte[length];
    renderer.render(offset, bytes, 0, length);
    return Optional.of(ByteBuffer.wrap(bytes));
  }

  @Override
  public void close() {
    closed = true;
  }
}
