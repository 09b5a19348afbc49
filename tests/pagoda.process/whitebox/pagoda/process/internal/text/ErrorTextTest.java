package pagoda.process.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  @Test
  void reasonWithTheLastWords() {
    assertEquals("exit status 1", ErrorText.of("exit status 1", " \n"));
    assertEquals("exit status 1: why", ErrorText.of("exit status 1", "why\n"));
    assertEquals("e: ValueError\nTrace\nValueError", ErrorText.of("e", "Trace\nValueError\n"));
  }

  @Test
  void boundedAndNotCutWithinACharacter() {
    String error = ErrorText.of("e", "x\n" + "😀".repeat(5000));
    assertTrue(error.length() <= 4096, "length " + error.length());
    assertTrue(error.endsWith("😀"), "it ends whole");
    String end = error.substring(error.indexOf('\n') + 1);
    assertEquals("😀".repeat(end.length() / 2), end);
  }

  @Test
  void quantities() {
    assertEquals("16 MiB", ErrorText.size(16 << 20));
    assertEquals("1.5 KiB", ErrorText.size(1536));
    assertEquals("2h", ErrorText.duration(Duration.ofHours(2)));
    assertEquals("90m", ErrorText.duration(Duration.ofMinutes(90)));
    assertEquals("250ms", ErrorText.duration(Duration.ofMillis(250)));
    assertEquals("SIGXFSZ", ErrorText.signal(25));
    assertEquals("SIG40", ErrorText.signal(40));
  }
}
