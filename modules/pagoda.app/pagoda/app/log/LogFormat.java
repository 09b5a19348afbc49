package pagoda.app.log;

import java.util.logging.LogRecord;

/** Turns a log record into its line, without the line's end. Thread-safe. */
public interface LogFormat {
  /** The line of {@code record}. */
  String line(LogRecord record);

  /** The format with the name that {@code log.format} takes. */
  static LogFormat named(String name) {
    return switch (name) {
      case "json" -> new JsonFormat();
      case "text" -> new TextFormat();
      default -> throw new IllegalArgumentException("allowed is text or json, seen '" + name + "'");
    };
  }
}
