package pagoda.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How words become a command. */
class CommandLineTest {
  @Test
  void serveIsTheDefault() {
    assertEquals("serve", parse().command());
    assertEquals("serve", parse("--set", "http.port=0").command());
  }

  @Test
  void optionsTakeTheNextWordOrFollowAnEqualsSign() {
    CommandLine line =
        parse(
            "solve",
            "--format=lines",
            "5",
            "--from",
            "2",
            "--config",
            "f",
            "--set",
            "a=b",
            "--set=c=d");
    assertEquals("solve", line.command());
    assertEquals(List.of("5"), line.operands());
    assertEquals(Map.of("format", "lines", "from", "2"), line.options());
    assertEquals(Optional.of(Path.of("f")), line.config());
    assertEquals(List.of("a=b", "c=d"), line.assignments());
  }

  @Test
  void whatACommandDoesNotKnowIsRefused() {
    assertThrows(UsageException.class, () -> parse("solve", "--format"));
    assertThrows(UsageException.class, () -> parse("solve", "--from", "1", "--from", "2"));
    assertThrows(UsageException.class, () -> parse("check", "extra").expect(0));
    assertThrows(UsageException.class, () -> parse("check", "--form", "x").expect(0, "from"));
    assertThrows(UsageException.class, () -> parse("solve", "--from", "0").number("from", 1, 1, 9));
    assertThrows(UsageException.class, () -> parse("solve", "--from", "x").number("from", 1, 1, 9));
  }

  private static CommandLine parse(String... words) {
    return CommandLine.parse(List.of(words));
  }
}
