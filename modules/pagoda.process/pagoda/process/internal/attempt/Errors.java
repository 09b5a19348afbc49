package pagoda.process.internal.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import pagoda.process.internal.text.AttemptLog;
import pagoda.process.internal.text.LineSplitter;

/**
 * Reads a program's standard error on a virtual thread. Nothing frees a thread from reading a pipe
 * that somebody still holds, so one that does not see the end in {@link #PATIENCE} is left behind.
 */
final class Errors {
  static final Duration PATIENCE = Duration.ofMillis(200);

  private final AttemptLog log;
  private final AttemptLog own = new AttemptLog();
  private final Thread reader;

  Errors(InputStream errors, AttemptLog log) {
    this.log = log;
    this.reader = Thread.ofVirtual().name("program-errors").start(() -> read(errors));
  }

  private void read(InputStream errors) {
    LineSplitter splitter = new LineSplitter(this::line);
    byte[] buffer = new byte[8192];
    try (errors) {
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        splitter.add(buffer, 0, n);
      }
    } catch (IOException e) {
      line("standard error cannot be read: " + e.getMessage());
    }
    splitter.finish();
  }

  private void line(String line) {
    log.line(line);
    own.line(line);
  }

  /** Waits for the end of the stream; false if somebody still holds it. */
  boolean awaitEnd() throws InterruptedException {
    return reader.join(PATIENCE);
  }

  /** What came on standard error, without what was reported. */
  String text() {
    return own.text();
  }
}
