package pagoda.http.internal.bodies;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pagoda.http.RangeBody;

/** A file, opened when the body is made, so that deleting it meanwhile does no harm. */
public final class FileBody implements RangeBody {
  private static final int BUFFER = 32 * 1024;
  private final FileChannel file;
  private final long length;
  private final Runnable afterwards;

  public FileBody(Path path, Runnable afterwards) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    this.length = file.size();
    this.afterwards = afterwards;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out, long from, long count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, count));
    long position = from;
    long end = from + count;
    while (position < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
      int read = file.read(buffer, position);
      if (read < 0) {
        throw new IOException("the file became shorter than " + length + " bytes");
      }
      out.write(buffer.array(), 0, read);
      position += read;
    }
  }

  @Override
  public void close() {
    try (file) {
      afterwards.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
