package pagoda.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines for the journal begin with their priority, each of them. */
class JournalFormatTest {
  private static final LogFormat TWO_LINES = record -> record.getMessage() + "\n  at somewhere";

  @ParameterizedTest
  @CsvSource({"SEVERE, <3>", "WARNING, <4>", "INFO, <6>", "FINE, <7>", "FINER, <7>"})
  void everyLineHasThePriority(String level, String priority) {
    LogRecord record = new LogRecord(Level.parse(level), "text");
    assertEquals(
        priority + "text\n" + priority + "  at somewhere",
        new JournalFormat(TWO_LINES).line(record));
  }

  @Test
  void onlyWhereStandardErrorIsTheJournals() {
    String ours = JournalFormat.stream(Path.of("/proc/self/fd/2"));
    assertInstanceOf(
        JournalFormat.class,
        JournalFormat.whereItIsRead(TWO_LINES, Map.of("JOURNAL_STREAM", ours)));
    assertSame(TWO_LINES, JournalFormat.whereItIsRead(TWO_LINES, Map.of("JOURNAL_STREAM", "1:2")));
    assertSame(TWO_LINES, JournalFormat.whereItIsRead(TWO_LINES, Map.of()));
  }
}
