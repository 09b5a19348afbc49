package pagoda.app.log;

import java.util.logging.LogRecord;
import pagoda.app.settings.LogForm;

/** Turns a log record into its line, without the line's end. Thread-safe. */
public interface LogFormat {
  /** The line of {@code record}. */
  String line(LogRecord record);

  /** The format that {@code log.format} asks for. */
  static LogFormat of(LogForm form) {
    return switch (form) {
      case TEXT -> new TextFormat();
      case JSON -> new JsonFormat();
    };
  }
}
