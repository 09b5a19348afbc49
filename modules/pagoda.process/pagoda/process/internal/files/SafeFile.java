package pagoda.process.internal.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/** Reads files that a program wrote and may have replaced by a link, a pipe or a folder. */
public final class SafeFile {
  private static final int REGULAR = 0100000;
  private static final int KIND = 0170000;

  private SafeFile() {}

  /**
   * What the file system tells of a regular file with one name.
   *
   * @param id differs once the file is replaced
   * @param size in bytes
   * @param changed when it was written last
   */
  public record Facts(long id, long size, FileTime changed) {}

  /** Facts of a file; empty if nothing is there, or something that is no plain file. */
  public static Optional<Facts> facts(Path file) {
    try {
      Map<String, Object> found =
          Files.readAttributes(file, "unix:mode,nlink,ino,size,lastModifiedTime", NOFOLLOW_LINKS);
      boolean plain = ((Integer) found.get("mode") & KIND) == REGULAR;
      return plain && (Integer) found.get("nlink") == 1
          ? Optional.of(
              new Facts(
                  (Long) found.get("ino"),
                  (Long) found.get("size"),
                  (FileTime) found.get("lastModifiedTime")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // not there, which is what is asked
    }
  }

  /** Whether anything has this name. */
  public static boolean exists(Path file) {
    return Files.exists(file, NOFOLLOW_LINKS);
  }

  /**
   * The bytes of a plain file of at most {@code most} bytes.
   *
   * <p>Opened for writing too, since a pipe that was swapped in meanwhile then opens at once, and
   * has the size 0.
   *
   * @throws IOException if it is not there, no plain file, or larger
   */
  public static byte[] read(Path file, long most) throws IOException {
    if (facts(file).isEmpty()) {
      throw new IOException(file.getFileName() + " is not a plain file");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW_LINKS)) {
      long size = channel.size();
      if (size > most) {
        throw new IOException(file.getFileName() + " has " + size + " bytes");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      byte[] read = new byte[bytes.position()];
      System.arraycopy(bytes.array(), 0, read, 0, read.length);
      return bytes.hasRemaining() ? read : bytes.array();
    }
  }
}
