package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.testing.ChildProcess;

/** Runs every curl command of the README's tour against the image. */
class TourTest {
  private static final String DOCUMENTED = "http://127.0.0.1:3000";
  private static final Path README = Path.of(System.getProperty("pagoda.root"), "README.md");

  @Test
  void everyCommandOfTheTourWorks() throws Exception {
    List<String> commands =
        Files.readAllLines(README).stream()
            .filter(line -> line.startsWith("curl ") && line.contains(DOCUMENTED))
            .filter(line -> !line.contains("/types/words/")) // OwnProgramTest has that type
            .filter(line -> !line.contains("/work/")) // WorkersReadmeTest has these
            .toList();
    assertTrue(commands.size() >= 13, "commands: " + commands.size());
    try (Service service = Service.start("simulate.failure-rate=0")) {
      for (String command : commands) {
        String local =
            command.replace(DOCUMENTED, service.url("")).replace("curl ", "curl --fail-with-body ");
        String output = ChildProcess.run(Path.of("."), "bash", "-o", "pipefail", "-c", local);
        assertTrue(!output.isBlank(), command);
        if (command.endsWith("n=3'")) {
          assertEquals("[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]", output);
        }
      }
    }
  }
}
