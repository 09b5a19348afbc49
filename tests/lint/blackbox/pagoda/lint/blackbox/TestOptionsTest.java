package pagoda.lint.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build hands to the JVM of the tests. */
class TestOptionsTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();

  @TempDir Path folder;

  @Test
  void theCallersOptionsComeAfterTheBuildsOwn() throws Exception {
    Path jdk = Path.of(System.getProperty("pagoda.jdk"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("release"), jdk.resolve("release"));
    Files.createSymbolicLink(bin.resolve("javac"), jdk.resolve("bin/javac"));
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\necho \"$@\"\n");
    assertTrue(java.toFile().setExecutable(true));
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "source ./build.sh; own_environment; run_junit options -Xa -- some.module");
    builder.environment().put("JAVA_HOME", folder.toString());
    builder.environment().put("PAGODA_TEST_OPTIONS", "-Xmx2g -XX:StartFlightRecording");
    Process process = builder.directory(ROOT.toFile()).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    process.waitFor();
    String command = Files.readString(ROOT.resolve("build/reports/options.log"));
    assertTrue(
        command.contains("-Xmx1g ")
            && command.contains(" -Xa -Xmx2g -XX:StartFlightRecording --add"),
        command);
  }
}
