package pagoda.http.internal.limits;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * The way to the client: passes bytes on in pieces, each of which the client must take in time, and
 * counts them. It opens the response at the first byte, so that whoever produces the bytes can fail
 * before that and still be answered with a problem. Its own failures are the client's, and it
 * remembers them, to tell them from those of the producer. Confined to one thread at a time.
 */
public final class GuardedOutput extends OutputStream {
  /**
   * The JDK's connection keeps a buffer twice as large as the largest write for as long as it
   * lives, so larger pieces would cost more memory than they save time.
   */
  private static final int PIECE = 32 * 1024;

  /** What is not longer than this goes out at once: here the second write is what costs. */
  private static final int WHOLE = 64 * 1024;

  private final Opener opener;
  private final Guard guard;
  private final long timeoutNanos;
  private final long expected;
  private OutputStream out;
  private long written;
  private boolean lost;

  /** Sends status and headers. */
  @FunctionalInterface
  public interface Opener {
    /** The stream to which the content goes. */
    OutputStream open() throws IOException;
  }

  /** {@code expected} is the exact number of bytes to come, or negative if nobody knows. */
  public GuardedOutput(Opener opener, Guard guard, long timeoutNanos, long expected) {
    this.opener = opener;
    this.guard = guard;
    this.timeoutNanos = timeoutNanos;
    this.expected = expected;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (expected >= 0 && length > expected - written) {
      throw new IllegalStateException("the body has more than its " + expected + " bytes");
    }
    int most = expected >= 0 && expected <= WHOLE ? WHOLE : PIECE;
    for (int done = 0; done < length; done += most) {
      int piece = Math.min(most, length - done);
      int from = offset + done;
      guarded(() -> opened().write(bytes, from, piece));
      written += piece;
    }
  }

  @Override
  public void flush() throws IOException {
    guarded(() -> opened().flush());
  }

  /** Ends the message; all its bytes must have been written. */
  @Override
  public void close() throws IOException {
    if (expected >= 0 && written < expected) {
      throw new IllegalStateException("the body has " + written + " of its " + expected + " bytes");
    }
    guarded(() -> opened().close());
  }

  /**
   * Tells the JDK that the exchange is over although the client is lost; otherwise it would count
   * the connection as open for ever. Fails at once, and nobody needs to know.
   */
  public void abandon() {
    try {
      opened().close();
    } catch (IOException e) {
      lost = true;
    }
  }

  private OutputStream opened() throws IOException {
    if (out == null) {
      out = opener.open();
    }
    return out;
  }

  private interface Operation {
    void run() throws IOException;
  }

  private void guarded(Operation operation) throws IOException {
    try {
      guard.begin(System.nanoTime() + timeoutNanos);
      try {
        operation.run();
      } finally {
        guard.end();
      }
    } catch (IOException e) {
      lost = true;
      throw e;
    }
  }

  /** The bytes of content passed on so far. */
  public long written() {
    return written;
  }

  /** True once status and headers were sent. */
  public boolean isOpen() {
    return out != null;
  }

  /** True if the client was cut for taking too long. */
  public boolean isCut() {
    return guard.isCut();
  }

  /** True if the client went away or was cut. */
  public boolean lost() {
    return lost;
  }
}
