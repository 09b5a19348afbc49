package pagoda.hanoi.internal.pool;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The memory of chunks: a bound on how much of it open streams may use, and a few buffers kept for
 * reuse. Thread-safe.
 */
public final class ChunkBuffers {
  /** How many unused buffers are kept, at most. */
  private static final int KEPT = 16;

  private final int chunkBytes;
  private final long limit;
  private final ArrayDeque<ByteBuffer> unused = new ArrayDeque<>(KEPT);
  private long reserved;
  private long refused;

  /**
   * Makes the bound.
   *
   * @param chunkBytes the size of a buffer
   * @param limit the most bytes that may be reserved
   */
  public ChunkBuffers(int chunkBytes, long limit) {
    this.chunkBytes = chunkBytes;
    this.limit = limit;
  }

  /** {@return whether so many bytes were still free; they are set aside then} */
  public synchronized boolean reserve(long bytes) {
    if (bytes > limit - reserved) {
      refused++;
      return false;
    }
    reserved += bytes;
    return true;
  }

  /** Gives back bytes that were set aside. */
  public synchronized void release(long bytes) {
    reserved -= bytes;
  }

  /** {@return the bytes set aside} */
  public synchronized long reserved() {
    return reserved;
  }

  /** {@return how many reservations were refused} */
  public synchronized long refused() {
    return refused;
  }

  /** {@return a buffer with an array, its contents arbitrary, for a stream that has reserved it} */
  public synchronized ByteBuffer acquire() {
    ByteBuffer buffer = unused.pollLast();
    return buffer == null ? ByteBuffer.allocate(chunkBytes) : buffer;
  }

  /** Takes back a buffer that nobody reads or writes any more. */
  public synchronized void recycle(ByteBuffer buffer) {
    if (unused.size() < KEPT) {
      unused.addLast(buffer);
    }
  }
}
