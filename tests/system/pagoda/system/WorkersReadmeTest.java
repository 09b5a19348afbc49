package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;

/** Does what the README says of workers on several machines, as it stands. */
@Tag("examples")
class WorkersReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();
  private static final Pattern SECTION =
      Pattern.compile("## On several machines\n(.*?)\nWith RabbitMQ", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path data;

  private static List<String> blocks() throws Exception {
    Matcher section = SECTION.matcher(Files.readString(ROOT.resolve("README.md")));
    assertTrue(section.find(), "the section is there");
    return BLOCK.matcher(section.group(1)).results().map(block -> block.group(1)).toList();
  }

  @Test
  void theSectionsCommandsWorkAsTheyStand() throws Exception {
    List<String> blocks = blocks();
    assertEquals(3, blocks.size());
    try (Service service = Service.start()) {
      String lines = bash(service, "trap 'kill $(jobs -p)' EXIT\n" + blocks.get(0));
      assertTrue(lines.contains("\n1000\n"), lines);
      String shared = bash(service, "trap 'kill $(jobs -p)' EXIT\n" + blocks.get(1));
      assertTrue(shared.endsWith("counted to 5"), shared);
      String byHand = bash(service, blocks.get(2));
      assertTrue(byHand.startsWith("go\n{\"job\":"), byHand);
      assertTrue(byHand.endsWith("hello, you"), byHand);
    }
  }

  private String bash(Service service, String script) {
    String local =
        "export PAGODA_DATA_DIR="
            + data
            + " PAGODA_URL="
            + service.url("")
            + "\n"
            + script.replace("http://127.0.0.1:3000", service.url(""));
    return ChildProcess.run(ROOT, "bash", "-eo", "pipefail", "-c", local);
  }
}
