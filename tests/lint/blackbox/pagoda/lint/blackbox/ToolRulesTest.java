package pagoda.lint.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules that a tool checks, each shown a file that breaks it: functions of the build itself.
 */
class ToolRulesTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();

  @TempDir Path folder;

  @Test
  void javacStopsAtAWarning() throws Exception {
    fails("A.java", "class A { java.util.List list; }", "test_javac -d $F $F/A.java", "rawtypes");
  }

  @Test
  void errorProneStopsAtItsFirstFinding() throws Exception {
    fails(
        "A.java",
        "class A { String a() { return new int[0].toString(); } }",
        "checked_javac -d $F $F/A.java",
        "ArrayToString");
  }

  @Test
  void errorProneReadsTestsTooInThisSuite() throws Exception {
    fails(
        "A.java",
        "class A { String a() { return new int[0].toString(); } }",
        "CHECKED=yes; compile_sources probe $F $F/out $F",
        "ArrayToString");
  }

  @Test
  void anExportedTypeNeedsItsJavadoc() throws Exception {
    fails(
        "A.java",
        "package a; public class A { /** Makes one. */ public A() {} public void b() {} }",
        "checked_javac -Xdoclint:all/protected -d $F $F/A.java",
        "no comment");
  }

  @Test
  void theHouseFormatIsOne() throws Exception {
    fails(
        "A.java",
        "class A {int a;}",
        "java_sources() { echo $F/A.java; }; java_format --dry-run --set-exit-if-changed",
        "A.java");
  }

  @Test
  void shellcheckReadsScriptsWithAndWithoutAFirstLine() throws Exception {
    fails("a.sh", "[ $a == 1 ] && rm -r $a/*\n", "shell_rules $F/a.sh", "SC2115");
    fails("b", "#!/bin/sh\n[[ a ]]\n", "shell_rules $F/b", "In POSIX sh");
    fails("c", "", "shell_rules", "no script was read");
  }

  private void fails(String file, String text, String command, String said) throws Exception {
    Path path = folder.resolve(Path.of(file).getFileName());
    Files.writeString(path, text);
    Process process =
        new ProcessBuilder("bash", "-c", "F=" + folder + "; source ./build.sh; " + command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertNotEquals(0, process.waitFor(), output);
    assertTrue(output.contains(said), output);
    assertEquals(text, Files.readString(path));
  }
}
