package pagoda.hanoi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The bytes of an answer, pulled by one reader in chunks that a {@link SolverPool} renders just
 * ahead of it.
 *
 * <p>At most two chunks exist at a time: a reader that stops costs that memory and no thread.
 * Closing the stream, which any thread may do, ends the work within one slice. All other methods
 * are for the reader only.
 */
public interface AnswerStream extends AutoCloseable {

  /** {@return how many bytes the stream gives in all} */
  long length();

  /**
   * Waits for the next chunk. The one before it is recycled and must not be touched again.
   *
   * @return a buffer with an accessible array, from its position to its limit; empty at the end
   * @throws InterruptedException if the reader is interrupted; the stream stays as it was
   * @throws SolverClosedException if the pool was closed meanwhile
   * @throws IllegalStateException if the stream is closed
   */
  Optional<ByteBuffer> next() throws InterruptedException;

  /**
   * Writes what is left of the stream.
   *
   * @param target where the bytes go; it is not closed and not flushed
   * @return how many bytes were written
   * @throws IOException if writing fails
   * @throws InterruptedException if the reader is interrupted while it waits for a chunk
   * @throws SolverClosedException if the pool was closed meanwhile
   */
  default long transferTo(OutputStream target) throws IOException, InterruptedException {
    long written = 0;
    for (Optional<ByteBuffer> next = next(); next.isPresent(); next = next()) {
      ByteBuffer chunk = next.get();
      target.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
      written += chunk.remaining();
    }
    return written;
  }

  /** Ends the stream, and the work for it if there is any left. More calls have no effect. */
  @Override
  void close();
}
