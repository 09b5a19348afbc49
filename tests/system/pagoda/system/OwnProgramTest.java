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

/** Does what the README's section "Your own program" says, in an empty folder. */
@Tag("examples")
class OwnProgramTest {
  private static final Path README = Path.of(System.getProperty("pagoda.root"), "README.md");
  private static final Pattern SECTION =
      Pattern.compile("## Your own program\n(.*?)\n## ", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final String SERVE = "build/image/bin/pagoda serve --set handlers.dir=jobs\n";

  @TempDir Path clone;

  private List<String> blocks() throws Exception {
    Matcher section = SECTION.matcher(Files.readString(README));
    assertTrue(section.find(), "the section is there");
    return BLOCK.matcher(section.group(1)).results().map(block -> block.group(1)).toList();
  }

  private String bash(String script) {
    return ChildProcess.run(clone, "bash", "-eo", "pipefail", "-c", script);
  }

  @Test
  void theSectionsCommandsWorkAsTheyStand() throws Exception {
    List<String> blocks = blocks();
    assertEquals(2, blocks.size());
    assertTrue(blocks.get(0).endsWith(SERVE), blocks.get(0));
    Files.createDirectory(clone.resolve("build"));
    Files.createSymbolicLink(clone.resolve("build/image"), Image.HOME);
    Files.copy(README, clone.resolve("README.md"));
    bash(blocks.get(0).replace(SERVE, ""));
    try (Service service = Service.start("handlers.dir=" + clone.resolve("jobs"))) {
      String here = "export PAGODA_URL=" + service.url("") + "\n";
      String output = bash(here + blocks.get(1).replace("http://127.0.0.1:3000", service.url("")));
      assertTrue(output.contains("state          completed"), output);
      assertTrue(output.contains("result         [[\""), output);
      assertTrue(output.contains("payload_base64 "), output);
      assertTrue(output.contains("words                    program"), output);
      assertTrue(output.contains("\"content_type\":\"text/plain\""), output);
    }
  }
}
