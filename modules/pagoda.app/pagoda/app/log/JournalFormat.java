package pagoda.app.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Lines for systemd's journal: each begins with its priority, {@code <3>} for an error, which the
 * journal takes off, files the line under and colours it by.
 */
final class JournalFormat implements LogFormat {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final LogFormat format;

  JournalFormat(LogFormat format) {
    this.format = format;
  }

  /** {@code format} as it is, or for the journal when standard error is connected to it. */
  static LogFormat whereItIsRead(LogFormat format, Map<String, String> environment) {
    String stream = environment.get("JOURNAL_STREAM");
    return stream != null && stream.equals(stream(STANDARD_ERROR))
        ? new JournalFormat(format)
        : format;
  }

  /** Device and inode of what {@code file} leads to, as systemd writes them. */
  static String stream(Path file) {
    try {
      Map<String, Object> now = Files.readAttributes(file, "unix:dev,ino");
      return now.get("dev") + ":" + now.get("ino");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "none: " + e; // no journal then
    }
  }

  @Override
  public String line(LogRecord record) {
    String priority = priority(record.getLevel());
    return priority + format.line(record).replace("\n", "\n" + priority);
  }

  private static String priority(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "<3>";
    } else if (value >= Level.WARNING.intValue()) {
      return "<4>";
    }
    return value >= Level.INFO.intValue() ? "<6>" : "<7>";
  }
}
