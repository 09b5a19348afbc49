package pagoda.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The archive and what lies beside it. */
class ArchiveTest {
  private static final Path PACKAGES = Repository.ROOT.resolve("build/dist/packages");
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  @TempDir Path folder;

  @Test
  void unpackedWhereNoJavaIsItServesWithItsCacheAndDrains() throws Exception {
    ChildProcess.run(folder, "tar", "-xzf", archive().toString());
    Path home = folder.resolve(archive().getFileName().toString().replace(".tar.gz", ""));
    Path tools = Files.createDirectory(folder.resolve("tools")); // all that the launcher runs
    for (String tool : List.of("sh", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin", tool));
    }
    ProcessBuilder builder =
        new ProcessBuilder(home + "/bin/pagoda", "--set", "http.port=0").directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("PAGODA_JAVA_OPTS", "-XX:AOTMode=on"); // refuses to start without
    Process service = builder.redirectErrorStream(true).start();
    try (var lines = service.inputReader()) {
      String address = address(lines.lines());
      HttpRequest solve = HttpRequest.newBuilder(URI.create(address + "/api/hanoi?n=2")).build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        assertEquals("[[0,1],[0,2],[1,2]]", client.send(solve, BodyHandlers.ofString()).body());
      }
      service.destroy();
      assertTrue(service.waitFor(60, TimeUnit.SECONDS), "it does not end");
      assertEquals(0, service.exitValue());
    } finally {
      service.destroyForcibly();
    }
    assertTrue(Files.exists(home.resolve("LICENSE")));
    assertTrue(Files.readString(home.resolve("legal/NOTICES.txt")).contains("sqlite-jdbc"));
  }

  private static String address(Stream<String> lines) {
    StringBuilder seen = new StringBuilder();
    return lines
        .peek(line -> seen.append(line).append('\n'))
        .map(ADDRESS::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst()
        .orElseThrow(() -> new AssertionError("it did not start:\n" + seen));
  }

  @Test
  void archivingTheImageAgainGivesTheSameBytes() throws Exception {
    ChildProcess.run(
        Repository.ROOT,
        "bash",
        "-c",
        "set -euo pipefail; source ./build.sh; notices >$1/pagoda-$VERSION-notices.txt; archive $2"
            + " $1",
        "archive",
        folder.toString(),
        archive().getFileName().toString().replace(".tar.gz", ""));
    assertEquals(-1, Files.mismatch(archive(), folder.resolve(archive().getFileName())));
  }

  @Test
  void theSumsAreRight() throws Exception {
    String checked = ChildProcess.run(PACKAGES, "sha256sum", "--check", "SHA256SUMS");
    try (Stream<Path> files = Files.list(PACKAGES)) { // the file of the sums is one of them
      long summed = files.count() - 1;
      assertEquals(summed, checked.lines().filter(line -> line.endsWith(": OK")).count(), checked);
      assertTrue(summed >= 3, checked);
    }
  }

  /** Every jar of the image is named with its sum, and nothing else but the JDK. */
  @Test
  void theBillOfMaterialsNamesWhatIsPinned() throws Exception {
    JsonNode bill = JsonMapper.shared().readTree(Files.readString(only(".cdx.json")));
    assertEquals("CycloneDX", bill.path("bomFormat").stringValue());
    TreeSet<String> named = new TreeSet<>();
    for (JsonNode each : bill.path("components")) {
      assertFalse(each.at("/licenses/0/expression").asString().isEmpty(), each.toString());
      named.add(each.path("bom-ref").stringValue() + " " + each.at("/hashes/0/content").asString());
    }
    TreeSet<String> pinned = new TreeSet<>(List.of("openjdk "));
    try (Stream<String> lines =
        Files.lines(Repository.ROOT.resolve("module-info-templates/dependencies.txt"))) {
      lines
          .filter(line -> line.startsWith("image "))
          .map(line -> line.split(" +", -1))
          .forEach(fields -> pinned.add(fields[1] + " " + fields[2]));
    }
    assertEquals(pinned, named);
    String notices = Files.readString(only("-notices.txt"));
    assertEquals(pinned.size(), notices.lines().filter(l -> l.matches("\\S.*  .*\\w+")).count());
  }

  private static Path archive() throws IOException {
    return only(".tar.gz");
  }

  private static Path only(String end) throws IOException {
    try (Stream<Path> files = Files.list(PACKAGES)) {
      return files.filter(f -> f.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }
}
