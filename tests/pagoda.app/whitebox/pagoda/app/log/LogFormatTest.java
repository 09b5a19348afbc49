package pagoda.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import pagoda.app.settings.LogForm;

/** What a line looks like, also with hostile values. */
class LogFormatTest {
  @Test
  void aTextLineHasTimeLevelLoggerMessageAndFields() {
    assertEquals(
        "2026-11-22T09:30:00.120Z info pagoda.queue job ended job_id=a-1 attempt=2",
        line(
            LogForm.TEXT,
            record("job ended", Fields.of("job_id", "a-1", "attempt", 2, "none", null))));
  }

  @Test
  void aTimeAlwaysHasThreeDigitsOfMilliseconds() {
    for (String time :
        new String[] {
          "2026-11-22T09:30:00.000Z",
          "2026-11-22T09:30:00.007Z",
          "2026-11-22T09:30:00.070Z",
          "2026-11-22T09:30:00.700Z",
          "2026-11-22T09:30:01.999Z",
          "2026-11-22T09:29:59.001Z"
        }) {
      assertEquals(time, Timestamps.format(Instant.parse(time)));
    }
  }

  @Test
  void aTextValueCanNotForgeALine() {
    String line =
        line(LogForm.TEXT, record("m", Fields.of("path", "/a b\n2026 error x", "q", "\"\\")));
    assertEquals(
        "2026-11-22T09:30:00.120Z info pagoda.queue m path=\"/a b\\u000a2026 error x\""
            + " q=\"\\\"\\\\\"",
        line);
  }

  @Test
  void aJsonLineIsOneObjectWithTypedMembers() {
    assertEquals(
        "{\"time\":\"2026-11-22T09:30:00.120Z\",\"level\":\"info\",\"logger\":\"pagoda.queue\","
            + "\"message\":\"a\\\"b\",\"n\":3,\"ok\":true,\"text\":\"x\\ny\\u0000\\ud800\"}",
        line(LogForm.JSON, record("a\"b", Fields.of("n", 3, "ok", true, "text", "x\ny\0\ud800"))));
  }

  @Test
  void aStackTraceFollows() {
    LogRecord record = record("failed", Fields.of());
    record.setThrown(new IllegalStateException("why"));
    assertTrue(line(LogForm.TEXT, record).contains("\njava.lang.IllegalStateException: why"));
    assertTrue(
        line(LogForm.JSON, record).contains("\"error\":\"java.lang.IllegalStateException: why\\n"));
  }

  @Test
  void aLineTellsWhatWasWhenItWasLogged() {
    StringBuilder changing = new StringBuilder("then");
    Fields fields = Fields.of("state", changing);
    LogRecord record = new LogRecord(Level.INFO, "it is {0}");
    record.setParameters(new Object[] {changing});
    LogRecords.settle(record);
    changing.append(", now");
    assertEquals("state=then", fields.toString());
    assertEquals("it is then", LogRecords.message(record));
  }

  @Test
  void aLibrarysPlaceholdersAreFilled() {
    LogRecord record = record("port {0}", "x");
    assertEquals("2026-11-22T09:30:00.120Z info pagoda.queue port x", line(LogForm.TEXT, record));
  }

  private static String line(LogForm format, LogRecord record) {
    return LogFormat.of(format).line(record);
  }

  private static LogRecord record(String message, Object parameter) {
    LogRecord record = new LogRecord(Level.INFO, message);
    record.setLoggerName("pagoda.queue");
    record.setInstant(Instant.parse("2026-11-22T09:30:00.12Z"));
    record.setParameters(new Object[] {parameter});
    return record;
  }
}
