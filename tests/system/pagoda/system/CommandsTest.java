package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.ChildProcess;

/** The commands that are not services. */
class CommandsTest {
  @Test
  void solveWritesTheMovesInThreeFormats() throws Exception {
    assertEquals("[[0,1],[0,2],[1,2]]", Program.run("solve", "2").text());
    assertEquals("0 1\n0 2\n1 2\n", Program.run("solve", "2", "--format", "lines").text());
    assertArrayEquals(new byte[] {1, 2, 5}, Program.run("solve", "2", "--format", "binary").out());
    assertEquals(
        "0 2\n1 0\n",
        Program.run("solve", "3", "--format=lines", "--from", "4", "--count", "2").text());
  }

  @Test
  void solveWritesAsManyLinesAsThereAreMoves() {
    String count =
        ChildProcess.run(
            Path.of("."), "sh", "-c", Image.PAGODA + " solve 25 --format lines | wc -l");
    assertEquals("33554431", count.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "solve",
        "solve 0",
        "solve 63",
        "solve x",
        "solve 3 --format xml",
        "solve 3 --from 8",
        "nonsense",
        "--set"
      })
  void wrongUsageIsOneLineAnd64(String words) throws Exception {
    Program program = Program.run(words.split(" "));
    assertEquals(64, program.status());
    assertEquals(1, program.err().lines().count(), program.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port=99999 | pagoda: http.port: allowed is a whole number from 0 to 65535, seen"
            + " '99999' (--set)",
        "http.prot=1 | pagoda: http.prot: unknown key, did you mean http.port?",
        "http.host=0.0.0.0 | pagoda: http.host: allowed beyond loopback only with http.tokens-file,"
            + " or with http.insecure=true for everybody, seen '0.0.0.0'"
      })
  void aWrongSettingIsOneLineAnd78(String setting, String message) throws Exception {
    for (String command : new String[] {"serve", "check"}) {
      Program program = Program.run(command, "--set", setting);
      assertEquals(78, program.status());
      assertEquals(message, program.err().strip());
    }
  }

  @Test
  void anUnreadableFileIs78() throws Exception {
    Program program = Program.run("check", "--config", "/nowhere/pagoda.properties");
    assertEquals(78, program.status());
    assertTrue(program.err().contains("/nowhere/pagoda.properties"), program.err());
  }

  @Test
  void checkShowsEachSettingWithItsSourceAndNoSecret() throws Exception {
    Program program =
        Program.run(
            Map.of("PAGODA_SOLVER_QUEUE", "7", "PAGODA_BROKER_PASSWORD", "s3cret"),
            "check",
            "--set",
            "http.port=8080");
    assertEquals(0, program.status());
    assertTrue(
        program.text().matches("(?s).*\\nhttp.port +=? 8080 +\\(--set\\)\\n.*"), program.text());
    assertTrue(program.text().contains("(environment PAGODA_SOLVER_QUEUE)"), program.text());
    assertFalse(program.text().contains("s3cret"), program.text());
  }

  @Test
  void versionAndHelpAreOnStandardOutput() throws Exception {
    assertTrue(Program.run("--version").text().startsWith("pagoda 0."));
    assertTrue(Program.run("--help").text().startsWith("usage: pagoda"));
  }
}
