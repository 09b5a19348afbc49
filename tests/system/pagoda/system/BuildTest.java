package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;

/** What the build refuses. It runs in a copy of the tree, without what was built. */
class BuildTest {
  @TempDir Path copy;

  @BeforeEach
  void copyTree() {
    String root = Path.of(System.getProperty("pagoda.root")).toAbsolutePath().toString();
    for (String entry :
        new String[] {
          "build.sh", "LICENSE", "jlink", "modules", "module-info-templates", "tests"
        }) {
      ChildProcess.run(copy, "cp", "-r", root + "/" + entry, ".");
    }
  }

  @Test
  void aWrongChecksumStopsTheBuildAndNamesTheOneItSaw() throws Exception {
    Path pins = copy.resolve("module-info-templates/dependencies.txt");
    String text = Files.readString(pins);
    String right = text.replaceFirst("(?s).*slf4j-api:[0-9.]+ +([0-9a-f]{64}).*", "$1");
    String wrong = "0".repeat(64);
    Files.writeString(pins, text.replaceFirst(right, wrong));
    Process build = build("image");
    String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, build.waitFor(), output);
    assertTrue(output.contains("pins " + wrong + ", the jar has " + right), output);
    assertFalse(Files.exists(copy.resolve("build/classes")), "nothing was compiled");
  }

  @Test
  void withoutTheRightJdkOneLineSaysWhatToDo() throws Exception {
    Path script = copy.resolve("jlink/jdk.sh");
    Files.writeString(
        script, Files.readString(script).replace("FEATURE_RELEASE=25", "FEATURE_RELEASE=99"));
    Process build = build("image");
    String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, build.waitFor());
    assertEquals(1, output.lines().count(), output);
    assertTrue(output.contains("no JDK 99"), output);
  }

  /** What a failed compiler left must not pass for compiled: the next build would use it. */
  @Test
  void aCompileErrorStopsEveryCommandAndLeavesNothingFresh() throws Exception {
    Path broken = copy.resolve("modules/pagoda.hanoi/pagoda/hanoi/Broken.java");
    Files.writeString(broken, "package pagoda.hanoi; class Broken { int x = ; }");
    for (String[] command : new String[][] {{"test", "hanoi"}, {"run", "--version"}}) {
      Process build = build(command);
      String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(1, build.waitFor(), output);
      assertTrue(output.contains("Broken.java:1: error"), output);
      assertFalse(Files.exists(copy.resolve("build/stamps/classes-pagoda.hanoi")), output);
    }
  }

  private Process build(String... command) throws Exception {
    return new ProcessBuilder(Stream.concat(Stream.of("./build.sh"), Stream.of(command)).toList())
        .directory(copy.toFile())
        .redirectErrorStream(true)
        .start();
  }
}
