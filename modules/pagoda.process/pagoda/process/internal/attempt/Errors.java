package pagoda.process.internal.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;
import pagoda.process.internal.text.LineSplitter;

/**
 * Reads a program's standard error on a virtual thread. Nothing frees a thread from reading a pipe
 * that somebody still holds, so one that does not see the end in {@link #PATIENCE} is left behind.
 */
public final class Errors {
  static final Duration PATIENCE = Duration.ofMillis(200);

  private final Consumer<String> lines;
  private final Thread reader;

  /** Begins to read, and gives each line to {@code lines}. */
  public Errors(InputStream errors, Consumer<String> lines) {
    this.lines = lines;
    this.reader = Thread.ofVirtual().name("program-errors").start(() -> read(errors));
  }

  private void read(InputStream errors) {
    LineSplitter splitter = new LineSplitter(lines);
    byte[] buffer = new byte[8192];
    try (errors) {
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        splitter.add(buffer, 0, n);
      }
    } catch (IOException e) {
      lines.accept("standard error cannot be read: " + e.getMessage());
    }
    splitter.finish();
  }

  /** Waits for the end of the stream; false if somebody still holds it. */
  public boolean awaitEnd() throws InterruptedException {
    return reader.join(PATIENCE);
  }
}
