package pagoda.hanoi.internal.pool;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.SolverClosedException;
import pagoda.hanoi.SolverPool;

/**
 * A stream of several slices: solver threads put rendered chunks in, its reader takes them out.
 *
 * <p>Its lock is taken before the scheduler's, never after it.
 */
public final class StreamWork extends Work implements AnswerStream {
  /** Chunks of one stream that are being rendered, waiting or being read. */
  static final int MAX_CHUNKS = 2;

  private final Renderer renderer;
  private final long length;
  private final long end;
  private final Scheduler scheduler;
  private final ChunkBuffers buffers;
  private final long reservation;

  /** The first byte to render next; each turn sees what the one before wrote. */
  private long position;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ByteBuffer[] rendered = new ByteBuffer[MAX_CHUNKS];
  private int renderedCount;
  private int chunks;
  private ByteBuffer current;
  private Thread reader;
  private boolean complete;
  private boolean closed;
  private RuntimeException failure;

  /** Makes a stream over a range; its buffers must have been reserved. */
  public StreamWork(
      Renderer renderer,
      long offset,
      long length,
      int priority,
      Scheduler scheduler,
      ChunkBuffers buffers) {
    super(priority, false);
    this.renderer = renderer;
    this.length = length;
    this.position = offset;
    this.end = offset + length;
    this.scheduler = scheduler;
    this.buffers = buffers;
    this.reservation = reservation(length);
  }

  /** The bytes to reserve for a stream of so many bytes. */
  public static long reservation(long length) {
    long wanted = Math.ceilDiv(length, (long) SolverPool.CHUNK_BYTES);
    return Math.min(MAX_CHUNKS, wanted) * SolverPool.CHUNK_BYTES;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  protected Outcome run() {
    lock.lock();
    try {
      if (closed || chunks == MAX_CHUNKS) {
        return Outcome.PAUSE;
      }
      chunks++;
    } finally {
      lock.unlock();
    }
    ByteBuffer chunk = buffers.acquire();
    chunk.clear().limit((int) Math.min(chunk.capacity(), end - position));
    position += renderer.render(position, chunk);
    return offer(chunk.flip());
  }

  private Outcome offer(ByteBuffer chunk) {
    lock.lock();
    try {
      if (closed) {
        buffers.recycle(chunk);
        return Outcome.PAUSE; // it has been cancelled, so this turn was the last
      }
      rendered[renderedCount++] = chunk;
      complete = position == end;
      changed.signal();
      return complete ? Outcome.COMPLETED : chunks < MAX_CHUNKS ? Outcome.AGAIN : Outcome.PAUSE;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<ByteBuffer> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      reader = Thread.currentThread();
      recycleCurrent();
      while (!closed && failure == null && renderedCount == 0 && !complete) {
        changed.await();
      }
      if (closed) {
        throw new IllegalStateException("the stream is closed");
      }
      if (failure != null) {
        throw failure;
      }
      current = pollRendered();
      return Optional.ofNullable(current);
    } finally {
      lock.unlock();
    }
  }

  private ByteBuffer pollRendered() {
    if (renderedCount == 0) {
      return null;
    }
    ByteBuffer chunk = rendered[0];
    rendered[0] = rendered[1];
    rendered[1] = null;
    renderedCount--;
    return chunk;
  }

  private void recycleCurrent() {
    if (current != null) {
      buffers.recycle(current);
      current = null;
      chunks--;
      if (!complete) {
        scheduler.resume(this);
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (current != null && Thread.currentThread().equals(reader)) {
        buffers.recycle(current); // another thread's chunk may still be in use: it is left alone
      }
      current = null;
      for (ByteBuffer chunk = pollRendered(); chunk != null; chunk = pollRendered()) {
        buffers.recycle(chunk);
      }
      buffers.release(reservation);
      changed.signal();
    } finally {
      lock.unlock();
    }
    scheduler.cancel(this);
  }

  /** A turn that threw has not put its chunk in: the reader must not wait for it. */
  @Override
  protected void ended() {
    lock.lock();
    try {
      if (!complete) {
        fail(new IllegalStateException("the answer could not be rendered"));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void abandoned() {
    lock.lock();
    try {
      if (!complete) {
        fail(new SolverClosedException());
      }
    } finally {
      lock.unlock();
    }
  }

  private void fail(RuntimeException cause) {
    if (failure == null) {
      failure = cause;
      changed.signal();
    }
  }
}
