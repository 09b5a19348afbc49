package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;

/** What the build depends on, and what it does not. It runs in a copy of the tree. */
class BuildInputsTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();
  private static final Path JDK = Path.of(System.getProperty("pagoda.jdk"));

  @TempDir Path copy;

  /** Nothing built but the fetched jars, so that no test asks a registry. */
  @BeforeEach
  void copyTree() throws IOException {
    for (String entry :
        List.of(
            "build.sh",
            "LICENSE",
            "jlink",
            "modules",
            "module-info-templates",
            "tests",
            "web",
            "config")) {
      ChildProcess.run(copy, "cp", "-a", ROOT + "/" + entry, ".");
    }
    Files.createDirectories(copy.resolve("build/stamps"));
    ChildProcess.run(copy, "cp", "-a", ROOT + "/build/deps", "build/");
    try (Stream<Path> stamps = Files.list(ROOT.resolve("build/stamps"))) {
      for (Path stamp :
          stamps.filter(s -> s.getFileName().toString().matches("deps-.*")).toList()) {
        ChildProcess.run(copy, "cp", "-a", stamp.toString(), "build/stamps/");
      }
    }
  }

  @Test
  void l05_docPassesWhereNothingWasBuilt() throws Exception {
    run(Map.of(), "./build.sh doc");
    for (String module : List.of("hanoi", "http", "breaker", "queue", "broker", "process")) {
      Path page = copy.resolve("build/doc/pagoda." + module + "/module-summary.html");
      assertTrue(Files.size(page) > 0, page.toString());
    }
  }

  @Test
  void l06_aNewerJdkRebuildsWhatWasBuilt() throws Exception {
    Path newer = newerJdk();
    String build = "source ./build.sh && pack pagoda.hanoi";
    assertTrue(run(Map.of(), build).contains("compiling"));
    assertEquals("", run(Map.of(), build), "nothing changed");
    String again = run(Map.of("JAVA_HOME", newer.toString()), build);
    assertTrue(again.contains("compiling"), again);
    String image =
        "source ./build.sh && fresh image build/jars && stale image build/jars || echo same";
    assertEquals("same\n", run(Map.of(), image));
    String linked = "source ./build.sh && stale image build/jars && echo linked anew";
    assertEquals("linked anew\n", run(Map.of("JAVA_HOME", newer.toString()), linked));
  }

  @Test
  void l06_anotherVersionIsInEveryJar() throws Exception {
    run(Map.of(), "source ./build.sh && pack pagoda.hanoi");
    run(Map.of(), "sed -i 's/^readonly VERSION=.*/readonly VERSION=7.8.9/' build.sh");
    run(Map.of(), "source ./build.sh && pack pagoda.hanoi");
    String module =
        ChildProcess.run(
            copy, JDK + "/bin/jar", "--describe-module", "--file", "build/jars/pagoda.hanoi.jar");
    assertTrue(module.startsWith("pagoda.hanoi@7.8.9 "), module);
  }

  /** What Kubernetes puts into every pod beside a service named pagoda, and more. */
  @Test
  void l08_theBuildsOwnRunsTakeNothingFromTheCaller() throws Exception {
    Map<String, String> foreign =
        Map.of(
            "PAGODA_PORT", "tcp://10.0.0.1:3000",
            "PAGODA_SERVICE_HOST", "10.0.0.1",
            "PAGODA_ROOT", "x",
            "PAGODA_JAVA_OPTS", "-XX:+NoSuchFlag",
            "RABBITMQ_HOST", "nowhere.invalid",
            "JDK_JAVA_OPTIONS", "-XX:+NoSuchFlag",
            "PAGODA_SEED", "7");
    String seen = "image() { env; }";
    Files.writeString(
        copy.resolve("build.sh"),
        Files.readString(copy.resolve("build.sh"))
            .replace("[[ ${BASH_SOURCE[0]} ==", seen + "\n[[ ${BASH_SOURCE[0]} =="));
    String output = run(foreign, "./build.sh image");
    assertTrue(
        output.lines().noneMatch(l -> l.matches("(PAGODA_(?!SEED)|RABBITMQ_|JDK_JAVA).*=.*")),
        output);
    assertTrue(output.contains("PAGODA_SEED=7"), output);
  }

  /** A JDK that is the same but for its update release. */
  private Path newerJdk() throws IOException {
    Path jdk = Files.createDirectories(copy.resolve("newer-jdk"));
    try (Stream<Path> files = Files.list(JDK)) {
      for (Path file : files.filter(f -> !f.endsWith("release")).toList()) {
        Files.createSymbolicLink(jdk.resolve(file.getFileName()), file);
      }
    }
    String release = Files.readString(JDK.resolve("release"));
    Files.writeString(
        jdk.resolve("release"),
        release.replaceFirst("JAVA_VERSION=\"[^\"]*\"", "JAVA_VERSION=\"25.0.99\""));
    return jdk;
  }

  private String run(Map<String, String> environment, String command) throws Exception {
    var builder = new ProcessBuilder("bash", "-ec", command);
    builder.environment().putAll(environment);
    Process process = builder.directory(copy.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
