package pagoda.process.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AttemptLogTest {
  private final AttemptLog log = new AttemptLog();

  @Test
  void keepsAllOfALittle() {
    log.line("one");
    log.line("zwölf");
    assertEquals("one\nzwölf\n", log.text());
  }

  @Test
  void keepsFirstAndLastAndSaysWhatIsMissing() {
    int lines = 100_000;
    for (int i = 0; i < lines; i++) {
      log.line("line " + i);
    }
    String text = log.text();
    Matcher missing = Pattern.compile("… (\\d+) bytes left out …\n").matcher(text);
    assertTrue(missing.find(), "it says what is missing");
    assertTrue(text.startsWith("line 0\nline 1\n"), "it keeps the beginning");
    assertTrue(text.endsWith("line " + (lines - 1) + "\n"), "it keeps the end");
    String end = text.substring(missing.end());
    assertTrue(end.startsWith("line "), "the end begins with a whole line");
    long all = 0;
    for (int i = 0; i < lines; i++) {
      all += ("line " + i + "\n").length();
    }
    assertEquals(all, missing.start() + Long.parseLong(missing.group(1)) + end.length());
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= AttemptLog.FIRST + AttemptLog.LAST + 100, "bytes " + bytes);
  }

  @Test
  void freshIsTakenOnceAndBounded() {
    log.line("a");
    assertEquals("a\n", log.takeFresh());
    assertEquals("", log.takeFresh());
    for (int i = 0; i < 10_000; i++) {
      log.line("0123456789");
    }
    String fresh = log.takeFresh();
    assertTrue(fresh.length() < AttemptLog.FRESH + 100, "length " + fresh.length());
    assertTrue(fresh.endsWith(" bytes left out …\n"), "it says that some is missing");
  }
}
