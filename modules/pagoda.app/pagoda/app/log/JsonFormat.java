package pagoda.app.log;

import java.util.logging.LogRecord;

/** One JSON object a line: time, level, logger, message, then the fields, then a stack trace. */
final class JsonFormat implements LogFormat {
  @Override
  public String line(LogRecord record) {
    StringBuilder out = new StringBuilder(240);
    out.append("{\"time\":\"").append(Timestamps.format(record.getInstant())).append('"');
    member(out, "level", LogRecords.level(record));
    member(out, "logger", record.getLoggerName());
    member(out, "message", LogRecords.message(record));
    LogRecords.fields(record).ifPresent(fields -> append(out, fields));
    if (record.getThrown() != null) {
      member(out, "error", LogRecords.stackTrace(record.getThrown()));
    }
    return out.append('}').toString();
  }

  private static void append(StringBuilder out, Fields fields) {
    for (int i = 0; i < fields.size(); i++) {
      member(out, fields.name(i), fields.value(i));
    }
  }

  private static void member(StringBuilder out, String name, Object value) {
    out.append(",\"").append(name).append("\":");
    switch (value) {
      case Integer number -> out.append(number);
      case Long number -> out.append(number);
      case Boolean flag -> out.append(flag);
      case null, default -> string(out, String.valueOf(value));
    }
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            out.append(String.format("\\u%04x", (int) c)); // a lone surrogate has no UTF-8 form
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
