package pagoda.queue.internal.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * A file that takes room while all is well, and gives it back when the disk is full: without it not
 * even a delete could be committed. Confined to one thread.
 */
public final class Ballast {
  private static final int CHUNK = 64 << 10;

  private final Path file;
  private final long size;

  public Ballast(Path queueFile, long size) {
    this.file = queueFile.resolveSibling(queueFile.getFileName() + ".ballast");
    this.size = size;
  }

  /** The room that is wanted, in bytes. */
  public long size() {
    return size;
  }

  /** Takes the room; on a full disk nothing is left behind. */
  public void fill() throws IOException {
    fill(size);
  }

  /** Takes as much room as said. */
  public void fill(long bytes) throws IOException {
    if (Files.exists(file) && Files.size(file) == bytes) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      byte[] noise = new byte[CHUNK]; // random, since file systems store zeros for nothing
      new Random(bytes).nextBytes(noise);
      for (long written = 0; written < bytes; ) {
        ByteBuffer chunk = ByteBuffer.wrap(noise, 0, (int) Math.min(CHUNK, bytes - written));
        written += channel.write(chunk, written);
      }
      channel.truncate(bytes);
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Gives the room back. */
  public void release() throws IOException {
    Files.deleteIfExists(file);
  }
}
