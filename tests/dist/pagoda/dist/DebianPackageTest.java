package pagoda.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;

/** The Debian package, installed into a root folder of its own. */
class DebianPackageTest {
  private static final Path PACKAGES = Repository.ROOT.resolve("build/dist/packages");

  @TempDir Path root;

  @BeforeEach
  void layOutARoot() throws IOException {
    Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
    Files.createFile(root.resolve("var/lib/dpkg/status"));
    Files.createFile(root.resolve("var/lib/dpkg/available"));
  }

  private static Path built() throws IOException {
    try (Stream<Path> files = Files.list(PACKAGES)) {
      return files.filter(f -> f.toString().endsWith(".deb")).findFirst().orElseThrow();
    }
  }

  /** Its scripts look for a systemd in the root folder, where there is none. */
  private String dpkg(String... arguments) {
    return ChildProcess.run(
        root,
        Stream.concat(
                Stream.of(
                    "dpkg",
                    "--root=" + root,
                    "--force-not-root",
                    "--force-script-chrootless",
                    "--force-depends"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private String installed(String... command) {
    return ChildProcess.run(root, command);
  }

  @Test
  void whatIsInstalledRunsAndIsWhereDebianLooks() throws Exception {
    dpkg("--install", built().toString());
    String program = root.resolve("usr/bin/pagoda").toString();
    String version = installed(program, "--version");
    assertTrue(version.startsWith("pagoda "), version);
    String fields = installed("dpkg-deb", "--field", built().toString(), "Package", "Version");
    assertTrue(fields.contains("Version: " + version.split("[ \n]", -1)[1]), fields);
    for (String file :
        List.of(
            "lib/systemd/system/pagoda.service",
            "lib/systemd/system/pagoda-engine@.service",
            "usr/lib/pagoda/config/systemd/programs.conf",
            "usr/share/bash-completion/completions/pagoda",
            "usr/share/doc/pagoda/changelog.gz",
            "usr/share/doc/pagoda/copyright")) {
      assertTrue(Files.size(root.resolve(file)) > 0, file);
    }
    String unit = Files.readString(root.resolve("lib/systemd/system/pagoda.service"));
    for (String named : List.of("/usr/lib/pagoda/bin/pagoda", "/etc/pagoda/pagoda.properties")) {
      assertTrue(unit.contains(named), unit);
      assertTrue(Files.exists(root.resolve(named.substring(1))), named);
    }
  }

  @Test
  void everyCommandHasItsPage() throws Exception {
    dpkg("--install", built().toString());
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> files = Files.list(root.resolve("usr/share/man/man1"))) {
      files.map(f -> f.getFileName().toString().replace(".1.gz", "")).forEach(pages::add);
    }
    String program = root.resolve("usr/bin/pagoda").toString();
    Set<String> commands =
        Pattern.compile("(?m)^  ([a-z][a-z-]*)( [^ ].*)?  +\\S")
            .matcher(installed(program, "--help"))
            .results()
            .map(line -> "pagoda-" + line.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(commands.size() > 15, commands::toString);
    commands.add("pagoda");
    assertEquals(commands, pages);
    String page = installed("gzip", "-dc", "usr/share/man/man1/pagoda-submit.1.gz");
    assertTrue(page.contains("pagoda\\-submit \\- Hand a job to a service\n"), page);
    assertTrue(page.contains("\\-\\-emergency"), page);
  }

  @Test
  void anUpgradeKeepsSettingsAndJobs() throws Exception {
    dpkg("--install", built().toString());
    Path settings = root.resolve("etc/pagoda/pagoda.properties");
    Files.writeString(settings, "http.port = 3100\n");
    Path jobs = Files.createDirectories(root.resolve("var/lib/pagoda")).resolve("queue.db");
    Files.writeString(jobs, "jobs");
    dpkg("--install", built().toString());
    assertEquals("http.port = 3100\n", Files.readString(settings));
    assertEquals("jobs", Files.readString(jobs));
  }

  @Test
  void onlyAPurgeThatIsToldToTakesTheJobs() throws Exception {
    dpkg("--install", built().toString());
    Path settings = root.resolve("etc/pagoda/pagoda.properties");
    Path tokens = Files.writeString(root.resolve("etc/pagoda/tokens"), "an administrator's own");
    Path jobs = Files.createDirectories(root.resolve("var/lib/private/pagoda")).resolve("queue.db");
    Files.writeString(jobs, "jobs");
    dpkg("--remove", "pagoda");
    assertFalse(Files.exists(root.resolve("usr/lib/pagoda")));
    assertTrue(Files.exists(settings), "a removal keeps the settings");
    dpkg("--purge", "pagoda");
    assertFalse(Files.exists(settings));
    assertTrue(Files.exists(tokens), "it is not the package's");
    assertTrue(Files.exists(jobs), "jobs outlive their program");

    dpkg("--install", built().toString());
    purgeWithData();
    assertFalse(Files.exists(jobs));
  }

  private void purgeWithData() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "dpkg",
            "--root=" + root,
            "--force-not-root",
            "--force-script-chrootless",
            "--purge",
            "pagoda");
    builder.environment().putAll(Map.of("PAGODA_PURGE_DATA", "yes"));
    assertEquals(0, builder.inheritIO().start().waitFor());
  }

  /** What is overridden has its reason beside it in the package. */
  @Test
  void lintianFindsNothing() throws Exception {
    String report =
        ChildProcess.run(root, "lintian", "--allow-root", "--fail-on", "none", built().toString());
    assertEquals("", report.strip());
  }

  @Test
  void itsFilesAreRootsAndTheirSumsAreRight() throws Exception {
    String contents = installed("dpkg-deb", "--contents", built().toString());
    assertTrue(contents.lines().allMatch(line -> line.contains(" root/root ")), contents);
    assertTrue(
        contents.lines().noneMatch(line -> line.matches("[-d].{4}w.*|[-d].{7}w.*")),
        "nobody else may write: " + contents);
    dpkg("--install", built().toString());
    assertEquals("", dpkg("--verify", "pagoda").strip());
  }
}
