package pagoda.app.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What both formats read out of a record. */
final class LogRecords {
  private LogRecords() {}

  static Optional<Fields> fields(LogRecord record) {
    Object[] parameters = record.getParameters();
    return parameters != null && parameters.length == 1 && parameters[0] instanceof Fields fields
        ? Optional.of(fields)
        : Optional.empty();
  }

  /** Forms what may change before the line is written: a library's parameters. */
  static void settle(LogRecord record) {
    if (record.getParameters() != null && fields(record).isEmpty()) {
      record.setMessage(message(record));
      record.setParameters(null);
    }
  }

  /** The message; a library's own may have {@code {0}} in it. */
  static String message(LogRecord record) {
    Object[] parameters = record.getParameters();
    String message = String.valueOf(record.getMessage());
    if (parameters == null || parameters.length == 0 || fields(record).isPresent()) {
      return message;
    }
    try {
      return MessageFormat.format(message, parameters);
    } catch (IllegalArgumentException e) {
      return message; // not a pattern after all
    }
  }

  static String level(LogRecord record) {
    int value = record.getLevel().intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "error";
    } else if (value >= Level.WARNING.intValue()) {
      return "warning";
    } else if (value >= Level.INFO.intValue()) {
      return "info";
    }
    return value >= Level.FINE.intValue() ? "debug" : "trace";
  }

  static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString().strip();
  }
}
