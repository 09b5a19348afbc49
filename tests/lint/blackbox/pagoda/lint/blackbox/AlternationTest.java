package pagoda.lint.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bench NAME --against COMMIT} with two small trees whose benchmark only says that it ran:
 * the build's own functions, in a folder of the test's.
 */
class AlternationTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach
  void twoTrees() throws Exception {
    tree("old", "A", "$((100 + $(wc -l <../turns)))");
    tree("new", "B", "$((50 + $(wc -l <../turns) / 2))");
  }

  @Test
  void theTreesMeasureInTurnsABbaAndTheTableSaysHowMuchWorse() throws Exception {
    Outcome outcome = against(6);
    assertEquals(
        "A B B A ".repeat(6).strip(),
        String.join(" ", Files.readAllLines(folder.resolve("turns"))));
    assertEquals(1, outcome.status(), outcome.output());
    String row = line(outcome.output(), "| rate ");
    assertTrue(
        row.matches("\\| rate .*\\| +0\\.(49|50). \\| 0\\.49. to 0\\.50. +\\| worse \\|"), row);
    assertTrue(outcome.output().contains("not compared: only A: in 12 old runs and 0 new ones"));
    assertTrue(outcome.output().contains("not compared: only B: in 0 old runs and 12 new ones"));
    assertTrue(outcome.output().endsWith("1 rows compared, 1 worse\n"), outcome.output());
    String json = Files.readString(folder.resolve("build/bench/small-against.json"));
    assertTrue(json.contains("\"pairs\" : 12"), json);
  }

  @Test
  void oneFailedRunEndsItAll() throws Exception {
    Files.writeString(folder.resolve("new/build.sh"), "#!/bin/sh\necho out of luck\nexit 3\n");
    Outcome outcome = against(6);
    assertEquals(1, outcome.status());
    assertTrue(outcome.output().contains("out of luck"), outcome.output());
    assertTrue(outcome.output().contains("benchmark 'small' failed in new"), outcome.output());
  }

  @Test
  void fewerThanSixTimesAreRefused() throws Exception {
    Outcome outcome = run("bench_against HEAD 5 0.97 small");
    assertEquals(1, outcome.status());
    assertTrue(outcome.output().contains("--times must be 6 or more, not '5'"), outcome.output());
  }

  @Test
  void anUnknownCommitIsRefused() throws Exception {
    Outcome outcome = run("bench_against no-such-commit 6 0.97 small");
    assertEquals(1, outcome.status());
    assertTrue(outcome.output().contains("no commit 'no-such-commit'"), outcome.output());
  }

  private Outcome against(int times) throws Exception {
    return run(
        "compile_test_modules bench tests/bench/compare; BUILD=$PWD; cd "
            + folder
            + "; mkdir -p build; ln -sfn $BUILD/build/tests build/tests; ln -sfn $BUILD/build/deps"
            + " build/deps; alternate "
            + times
            + " small old new; compare_runs small 1234567 0.97");
  }

  private Outcome run(String command) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", "source ./build.sh; " + command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private static String line(String output, String start) {
    return output.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
  }

  /** A tree whose benchmark notes its turn, measures a rate, and has a row that only it has. */
  private void tree(String name, String side, String rate) throws Exception {
    Path script = Files.createDirectories(folder.resolve(name)).resolve("build.sh");
    Files.writeString(
        script,
        """
        #!/usr/bin/env bash
        echo %1$s >>../turns
        mkdir -p build/bench
        cat >build/bench/small.json <<JSON
        {"rows":[
          {"name":"rate","pagoda":%2$s,"unit":"/s","better":"higher"},
          {"name":"only %1$s","pagoda":1,"unit":"s","better":"lower"}]}
        JSON
        """
            .formatted(side, rate));
    assertTrue(script.toFile().setExecutable(true));
  }

  private record Outcome(int status, String output) {}
}
