package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Commands in scripts: what they end with, when they print, what they refuse to take for a wish.
 */
class CommandMannersTest {
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("simulate.failure-rate=0", "queue.workers=1");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @Test
  void aServiceThatIsAwayIsNoFailureOfTheCommand() throws Exception {
    String url = "http://127.0.0.1:" + WorkUsageTest.closedPort();
    for (String command : List.of("jobs", "types", "workers")) {
      Program program = Program.run(command, "--url", url);
      assertEquals(75, program.status(), program.err());
      assertEquals("pagoda: " + url + " cannot be reached: connection refused\n", program.err());
    }
  }

  @Test
  void aFilterThatIsEmptyByMistakeChangesNothing() throws Exception {
    String id = waiting();
    Program program = pagoda("cancel", "--all-matching", " ", "--yes");
    assertEquals(64, program.status(), program.err());
    assertTrue(program.err().contains("would be every job"), program.err());
    assertTrue(pagoda("job", id).text().contains("scheduled"));
  }

  @Test
  void aProgramReadsEachChangeAsItComes() throws Exception {
    String id = waiting();
    Process follower =
        new ProcessBuilder(Image.PAGODA, "job", id, "--follow", "--url", service.url("")).start();
    try (BufferedReader lines = follower.inputReader()) {
      assertTrue(lines.readLine().contains("scheduled"), "before the end");
      assertEquals(0, pagoda("cancel", id).status());
      assertTrue(lines.readLine().contains("cancelled"));
      assertEquals(2, follower.waitFor());
    } finally {
      follower.destroyForcibly();
    }
  }

  private static String waiting() throws Exception {
    Program program = pagoda("submit", "simulate", "--run-at", "2126-01-01T00:00:00Z", "--json");
    assertEquals(0, program.status(), program.err());
    return Json.parse(program.text()).path("id").asString();
  }

  private static Program pagoda(String... words) throws Exception {
    return Program.run(Map.of("PAGODA_URL", service.url("")), words);
  }
}
