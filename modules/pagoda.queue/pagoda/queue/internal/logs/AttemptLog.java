package pagoda.queue.internal.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The log of one attempt: a file that keeps its first and its last part. A number at its beginning
 * tells how many bytes were ever written; the last part is a ring behind the first. Thread-safe.
 *
 * <p>It is written through {@link RandomAccessFile}, which an interrupt of the handler's thread
 * does not close.
 */
public final class AttemptLog {
  /** How much of the beginning is kept, in bytes. */
  static final int FIRST = 64 << 10;

  /** How much of the end is kept, in bytes. */
  static final int LAST = 192 << 10;

  private static final int HEADER = Long.BYTES;

  private final AttemptLogs logs;
  private final Path path;
  private RandomAccessFile file;
  private long written;
  private boolean ended;

  AttemptLog(AttemptLogs logs, Path path) {
    this.logs = logs;
    this.path = path;
  }

  /** Adds lines; what can not be written is left out, since no job fails by its log. */
  public void add(String lines) {
    byte[] bytes = (lines.endsWith("\n") ? lines : lines + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      append(bytes);
    } catch (IOException e) {
      logs.failed(path, e);
    }
  }

  private synchronized void append(byte[] bytes) throws IOException {
    if (ended) {
      return;
    }
    if (file == null) {
      Files.createDirectories(path.getParent());
      file = new RandomAccessFile(path.toFile(), "rw");
      if (file.length() >= HEADER) { // of an attempt that goes on although the process began anew
        written = file.readLong();
      }
    }
    long before = kept(written);
    int from = Math.max(0, bytes.length - FIRST - LAST); // what would be overwritten at once
    long position = written + from;
    while (from < bytes.length) {
      int count = (int) Math.min(bytes.length - from, untilEdge(position));
      file.seek(offset(position));
      file.write(bytes, from, count);
      from += count;
      position += count;
    }
    written += bytes.length;
    file.seek(0);
    file.writeLong(written);
    logs.grew(kept(written) - before);
  }

  /** Ends it; what comes later is left out. */
  public synchronized void end() {
    ended = true;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        logs.failed(path, e);
      }
    }
  }

  /** Where a byte of the whole is in the file. */
  static long offset(long position) {
    return HEADER + (position < FIRST ? position : FIRST + (position - FIRST) % LAST);
  }

  /** How many bytes from a position on stand in one piece in the file. */
  static long untilEdge(long position) {
    return position < FIRST ? FIRST - position : LAST - (position - FIRST) % LAST;
  }

  private static long kept(long written) {
    return Math.min(written, FIRST + LAST);
  }

  /** The first byte at or behind a position that is kept. */
  static long firstKept(long position, long written) {
    long gap = Math.max(FIRST, written - LAST);
    return position < FIRST || position >= gap ? position : gap;
  }
}
