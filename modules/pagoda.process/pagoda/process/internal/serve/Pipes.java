package pagoda.process.internal.serve;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import pagoda.process.internal.files.WorkFolder;
import pagoda.process.internal.keeper.Keeper;

/** The two pipes to a served program. Only the program, or its end, frees who reads or writes. */
final class Pipes implements AutoCloseable {
  private final Path input;
  private final FileOutputStream in;
  private final FileInputStream out;
  private long written;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10).flip();

  private Pipes(Path input, FileOutputStream in, FileInputStream out) {
    this.input = input;
    this.in = in;
    this.out = out;
  }

  /**
   * Opens the pipes while a keeper starts the program. Opening one end waits for the other, so both
   * ends are held open here until the program has its own.
   *
   * @return the pipes, or nothing if the program ended before it had them
   */
  static Optional<Pipes> open(WorkFolder folder, Keeper keeper) throws IOException {
    try (FileChannel _ =
            FileChannel.open(folder.payload(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel _ =
            FileChannel.open(folder.output(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileOutputStream in = new FileOutputStream(folder.payload().toFile());
      FileInputStream out = new FileInputStream(folder.output().toFile());
      Pipes pipes = new Pipes(folder.payload(), in, out);
      if (keeper.awaitReady()) {
        return Optional.of(pipes);
      }
      pipes.close();
      return Optional.empty();
    }
  }

  /** Writes a job. */
  void write(byte[] bytes) throws IOException {
    written = 0; // until all of it is in the pipe, which is never if nobody is left to read it
    in.write(bytes);
    written = bytes.length;
  }

  /** Whether the program, which has ended, read nothing of the last job. */
  boolean nothingWasRead() {
    try (RandomAccessFile pipe = new RandomAccessFile(input.toFile(), "rw");
        FileInputStream unread = new FileInputStream(pipe.getFD())) {
      return written == 0 || unread.available() >= written;
    } catch (IOException e) {
      return false; // it is not known, and so the job may be what ended it
    }
  }

  /**
   * The next line without its line feed; empty at the end.
   *
   * @throws LineTooLongException if it has more than {@code most} bytes
   */
  Optional<byte[]> line(long most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    while (true) {
      int start = buffer.position();
      for (int i = start; i < buffer.limit(); i++) {
        if (buffer.get(i) == '\n') {
          line.write(buffer.array(), start, i - start);
          buffer.position(i + 1);
          return Optional.of(line.toByteArray());
        }
      }
      line.write(buffer.array(), start, buffer.remaining());
      if (line.size() > most) {
        throw new LineTooLongException();
      }
      int read = out.read(buffer.array());
      buffer.clear().limit(Math.max(0, read));
      if (read < 0) {
        return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
      }
    }
  }

  /** Ends the program's input. */
  void endInput() throws IOException {
    in.close();
  }

  @Override
  public void close() throws IOException {
    try (in;
        out) {
      buffer.clear().flip();
    }
  }

  /** A line over the limit. */
  static final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
