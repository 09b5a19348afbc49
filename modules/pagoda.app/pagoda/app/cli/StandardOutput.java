package pagoda.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of standard output. What goes wrong is thrown as an {@link OutputException}, which a
 * print stream does not hide as it hides an IOException.
 */
final class StandardOutput extends OutputStream {
  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/1");

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int at, int count) {
    try {
      out.write(bytes, at, count);
    } catch (IOException e) {
      throw new OutputException(e, isUnread(e));
    }
  }

  /** The system's words depend on its language, so what standard output is counts, too. */
  private static boolean isUnread(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("roken pipe") || isPipe();
  }

  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(DESCRIPTOR).toString().startsWith("pipe:");
    } catch (IOException e) {
      return false; // no such file here: the message has to do
    }
  }
}
