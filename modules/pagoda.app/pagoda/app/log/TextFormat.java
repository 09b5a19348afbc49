package pagoda.app.log;

import java.util.logging.LogRecord;

/**
 * {@code 2026-11-22T09:30:00.123Z info pagoda.queue job ended job_id=… attempt=1}. A value with a
 * space, a quote or a control character is quoted and escaped, so that a line stays a line.
 */
final class TextFormat implements LogFormat {
  @Override
  public String line(LogRecord record) {
    StringBuilder out = new StringBuilder(160);
    out.append(Timestamps.format(record.getInstant())).append(' ');
    out.append(LogRecords.level(record)).append(' ');
    out.append(record.getLoggerName()).append(' ');
    escape(out, LogRecords.message(record));
    LogRecords.fields(record).ifPresent(fields -> append(out.append(' '), fields));
    if (record.getThrown() != null) {
      out.append('\n').append(LogRecords.stackTrace(record.getThrown()));
    }
    return out.toString();
  }

  static void append(StringBuilder out, Fields fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        out.append(' ');
      }
      out.append(fields.name(i)).append('=');
      value(out, fields.value(i).toString());
    }
  }

  private static void value(StringBuilder out, String text) {
    if (plain(text)) {
      out.append(text);
    } else {
      out.append('"');
      escape(out, text.replace("\\", "\\\\").replace("\"", "\\\""));
      out.append('"');
    }
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '"' || c == '=' || c == 0x7f) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
  }
}
