package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;

/** What is in the image, and that it works wherever it is put. */
class ImageTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void aCopyStartsElsewhereAndThroughALink(@TempDir Path folder) throws Exception {
    ChildProcess.run(folder, "cp", "-r", Image.HOME.toString(), "copy of it");
    Files.createSymbolicLink(folder.resolve("linked"), Path.of("copy of it/bin/pagoda"));
    Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("bin/twice"), Path.of("../linked"));
    assertEquals("[[0,2]]", ChildProcess.run(folder, "bin/twice", "solve", "1"));
    String on =
        ChildProcess.run(
            folder, "env", "PAGODA_JAVA_OPTS=-XX:AOTMode=on", "./linked", "solve", "1");
    assertEquals("[[0,2]]", on, "the AOT cache still fits");
  }

  /**
   * A flag that the cache does not like leaves it valid and useless: starts take half as long
   * again.
   */
  @Test
  void classesOfTheCacheAreLinkedAheadOfTime() {
    String log =
        ChildProcess.run(
            Path.of("."), "env", "PAGODA_JAVA_OPTS=-Xlog:aot*=info", Image.PAGODA, "--version");
    assertTrue(log.contains("Using AOT-linked classes: true"), log);
  }

  @Test
  void itHasOneNativeLibraryOfSqliteAndNoneInside() throws Exception {
    assertTrue(Files.exists(Image.HOME.resolve("lib/libsqlitejdbc.so")));
    String modules =
        ChildProcess.run(
            Path.of("."),
            System.getProperty("pagoda.jdk") + "/bin/jimage",
            "list",
            Image.HOME.resolve("lib/modules").toString());
    assertTrue(modules.contains("Module: org.xerial.sqlitejdbc"));
    assertFalse(modules.contains("libsqlitejdbc"), "a native library inside lib/modules");
  }

  @Test
  void itHasTheModulesItNeedsAndNoOthers() {
    String modules = ChildProcess.run(Path.of("."), Image.HOME + "/bin/java", "--list-modules");
    List<String> names = modules.lines().map(m -> m.replaceFirst("@.*", "")).sorted().toList();
    assertTrue(
        names.containsAll(
            List.of("pagoda.app", "pagoda.hanoi", "pagoda.http", "jdk.jcmd", "jdk.jfr")),
        modules);
    for (String unwanted : List.of("java.desktop", "java.rmi", "jdk.compiler", "java.instrument")) {
      assertFalse(names.contains(unwanted), unwanted);
    }
  }

  @Test
  void legalNoticesAreKept() throws Exception {
    try (Stream<Path> files = Files.walk(Image.HOME.resolve("legal"))) {
      List<String> names = files.map(f -> Image.HOME.relativize(f).toString()).toList();
      assertTrue(names.contains("legal/java.base/LICENSE"), names.toString());
      assertTrue(names.stream().anyMatch(n -> n.startsWith("legal/sqlite-jdbc")), names.toString());
      assertTrue(
          names.stream().anyMatch(n -> n.startsWith("legal/jackson-databind")), names.toString());
    }
  }

  @Test
  void itIsSmall() throws Exception {
    long cache = Files.size(Image.HOME.resolve("lib/pagoda.aot"));
    try (Stream<Path> files = Files.walk(Image.HOME)) {
      long all = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all += Files.size(file);
      }
      assertTrue(
          all - cache <= 65 * MEBIBYTE, "MiB besides the cache: " + (all - cache) / MEBIBYTE);
    }
  }
}
