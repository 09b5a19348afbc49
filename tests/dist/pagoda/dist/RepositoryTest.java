package pagoda.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.testing.ChildProcess;

/** The libraries as a Maven repository. */
class RepositoryTest {
  private static final Map<String, String> SUMS =
      Map.of(".md5", "MD5", ".sha1", "SHA-1", ".sha256", "SHA-256", ".sha512", "SHA-512");

  static List<String> libraries() throws IOException {
    return Repository.artifacts().stream().filter(a -> !a.equals("pagoda.bom")).toList();
  }

  @Test
  void everyModuleButTheProgramIsThereAndInTheBom() throws Exception {
    Set<String> modules =
        ModuleFinder.of(Repository.ROOT.resolve("build/classes")).findAll().stream()
            .map(m -> m.descriptor().name())
            .filter(name -> !name.equals("pagoda.app"))
            .collect(Collectors.toSet());
    assertEquals(modules, Set.copyOf(libraries()));
    List<String> managed = Repository.dependencies(Repository.file("pagoda.bom", ".pom"));
    assertEquals(
        libraries().stream().map(m -> "pagoda:" + m + ":" + version()).toList(),
        managed.stream().sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aJarSaysWhatItIs(String module) throws Exception {
    for (String end : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
      try (JarFile jar = new JarFile(Repository.file(module, end).toFile())) {
        var main = jar.getManifest().getMainAttributes();
        assertEquals(module, main.getValue("Implementation-Title"));
        assertEquals(version(), main.getValue("Implementation-Version"));
        assertNotNull(jar.getEntry("LICENSE"), end);
      }
    }
    String first = module.replace('.', '/') + "/package-info.java";
    try (JarFile sources = new JarFile(Repository.file(module, "-sources.jar").toFile());
        JarFile pages = new JarFile(Repository.file(module, "-javadoc.jar").toFile())) {
      assertNotNull(sources.getEntry("module-info.java"));
      assertNotNull(sources.getEntry(first), first);
      assertNotNull(pages.getEntry("index.html"));
      assertNotNull(pages.getEntry(module + "/module-summary.html"));
    }
    assertEquals(version(), descriptor(module).rawVersion().orElseThrow());
  }

  /** A jar that a declaration requires and a POM forgets would be missed by whoever uses Maven. */
  @ParameterizedTest
  @MethodSource("libraries")
  void aPomNamesExactlyTheJarsThatTheModuleRequires(String module) throws Exception {
    ModuleFinder jars = ModuleFinder.of(Repository.ROOT.resolve("build/deps/image"));
    Set<String> required =
        descriptor(module).requires().stream()
            .map(Requires::name)
            .flatMap(name -> jars.find(name).stream())
            .map(found -> Path.of(found.location().orElseThrow()).getFileName().toString())
            .collect(Collectors.toSet());
    Set<String> named =
        Repository.dependencies(Repository.file(module, ".pom")).stream()
            .map(d -> d.split(":", -1))
            .map(d -> d[1] + "-" + d[2] + ".jar")
            .collect(Collectors.toSet());
    assertEquals(required, named);
  }

  @Test
  void everyFileHasItsSums() throws Exception {
    int checked = 0;
    for (Path file : files(Repository.MAVEN)) {
      String name = file.getFileName().toString();
      if (SUMS.keySet().stream().anyMatch(name::endsWith)) {
        continue;
      }
      for (Map.Entry<String, String> sum : SUMS.entrySet()) {
        byte[] digest = MessageDigest.getInstance(sum.getValue()).digest(Files.readAllBytes(file));
        assertEquals(
            HexFormat.of().formatHex(digest),
            Files.readString(file.resolveSibling(name + sum.getKey())));
        checked++;
      }
    }
    assertTrue(checked >= 4 * (5 * libraries().size() + 2), checked + " sums");
  }

  @Test
  void layingItAgainGivesTheSameBytes(@TempDir Path again) throws Exception {
    ChildProcess.run(
        Repository.ROOT,
        "bash",
        "-c",
        "set -euo pipefail; source ./build.sh; for m in $(libraries); do publish_module $m "
            + again
            + "; done; publish_bom "
            + again);
    assertEquals(contents(Repository.MAVEN), contents(again.resolve("pagoda")));
  }

  private static Map<String, String> contents(Path folder) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      contents.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
    }
    return contents;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static ModuleDescriptor descriptor(String module) throws IOException {
    return ModuleFinder.of(Repository.file(module, ".jar")).find(module).orElseThrow().descriptor();
  }

  private static String version() {
    try {
      return Repository.version();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
