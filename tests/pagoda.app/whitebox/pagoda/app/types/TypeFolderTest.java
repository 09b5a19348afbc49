package pagoda.app.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.process.Program;

/** Type files, as people write them and as they get them wrong. */
class TypeFolderTest {
  @TempDir Path folder;

  private void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(lines));
  }

  private TypeFile only(String... lines) throws IOException {
    write("resize.properties", lines);
    TypeFiles files = TypeFolder.read(folder);
    assertEquals(List.of(), files.faults());
    return files.find("resize").orElseThrow();
  }

  private String fault(String... lines) throws IOException {
    write("resize.properties", lines);
    TypeFiles files = TypeFolder.read(folder);
    assertEquals(List.of(), files.types());
    assertEquals(1, files.faults().size(), files.faults()::toString);
    String text = files.faults().getFirst().toString();
    assertTrue(text.startsWith(folder + "/resize.properties:"), text);
    assertTrue(text.lines().count() == 1, text);
    return text.substring(folder.toString().length() + 1);
  }

  @Test
  void aFileSaysWhatIsRunAndHow() throws Exception {
    TypeFile type =
        only(
            "# a comment",
            "",
            "run = program",
            "command = [\"/bin/sh\", \"-c\", \"echo a  b\"]",
            "timeout=2h",
            "  memory = 2GiB  ",
            "cpu = 1.5",
            "attempts = 5",
            "fail-on = 3, 4",
            "retry-on = 65",
            "env.MODEL_DIR = /opt/a=b",
            "labels = order,customer");
    assertEquals("resize", type.type());
    assertEquals(RunMode.PROGRAM, type.mode());
    assertEquals(Optional.of(5), type.get(TypeKeys.ATTEMPTS));
    assertEquals(Optional.empty(), type.get(TypeKeys.PRIORITY));
    assertEquals(Optional.of(List.of("order", "customer")), type.get(TypeKeys.LABELS));
    Program program = type.program(Duration.ofMinutes(10));
    assertEquals(List.of("/bin/sh", "-c", "echo a  b"), program.command().arguments());
    assertEquals(Optional.of(Duration.ofHours(2)), type.get(TypeKeys.TIMEOUT));
    assertEquals(2L << 30, program.options().limits().memoryBytes().orElseThrow());
    assertEquals(1.5, program.options().limits().cpus().orElseThrow());
    assertEquals(Map.of("MODEL_DIR", "/opt/a=b"), program.options().environment());
    assertTrue(program.options().exitCodes().isForGood(3));
    assertTrue(!program.options().exitCodes().isForGood(65));
  }

  @Test
  void whatAFileDoesNotSayIsTheDefault() throws Exception {
    TypeFile type = only("command = /bin/true");
    assertEquals(RunMode.PROGRAM, type.mode());
    Program program = type.program(Duration.ofMinutes(7));
    assertEquals(Duration.ofMinutes(7), program.options().timeout());
    assertEquals(Duration.ofSeconds(10), program.options().grace());
    assertEquals(Map.of(), program.options().environment());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "memroy = 2GiB | :2: memroy: unknown key, the nearest is memory",
        "frobnicate = 1 | :2: frobnicate: unknown key, the nearest is",
        "memory = 2GB | :2: memory: allowed is a size from 1MiB to 65536GiB, in B, KiB, MiB or GiB,"
            + " seen '2GB'",
        "timeout = 8d | :2: timeout: allowed is a duration from 100ms to 7d, in ms, s, m, h or d,"
            + " seen '8d'",
        "timeout | :2: allowed is key = value or a comment with #, seen 'timeout'",
        "command = /bin/false | :2: command: set twice, in line 1 too",
        "attempts = 3 # more | :2: attempts: allowed is a whole number from 1 to 100, seen '3 #"
            + " more'",
        "run = shell | :2: run: allowed is java or program or remote or serve, seen 'shell'",
        "fail-on = 126 | :2: fail-on: allowed is exit statuses from 1 to 255 but 126 and 127,"
            + " separated by commas, seen '126'",
        "env.PAGODA_X = 1 | :2: env.PAGODA_X: a variable's name must be letters",
        "env.A-B = 1 | :2: env.A-B: a variable's name must be letters",
        "lease = 60s | :2: lease: allowed only with run = remote, seen with run = program",
        "max-jobs = 6 | :2: max-jobs: allowed only with run = serve, seen with run = program",
        "labels = a b | :2: labels: allowed is up to 8 names of members, separated by commas, seen"
            + " 'a b'",
        "env-from = secrets | :2: env-from: allowed is an absolute path, seen 'secrets'"
      })
  void aFaultIsOneLineWithFileAndLine(String line, String expected) throws Exception {
    String fault = fault("command = /bin/true", line);
    assertTrue(fault.startsWith("resize.properties" + expected), fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "command = python3 resize.py | :1: command: allowed is an absolute path, seen 'python3'",
        "command = [\"/bin/sh\" | :1: command: allowed is a JSON array of strings, seen",
        "command = | :1: command: allowed is a program and its arguments, seen",
        "run = serve | : command: needed with run = serve, and not there"
      })
  void aCommandThatIsNoneIsRefused(String line, String expected) throws Exception {
    String fault = fault(line);
    assertTrue(fault.startsWith("resize.properties" + expected), fault);
  }

  @Test
  void everyFaultOfAFileIsTold() throws IOException {
    write("a.properties", "run = java", "command = /bin/true", "env.A = 1", "nonsense");
    TypeFiles files = TypeFolder.read(folder);
    assertEquals(List.of(4, 2, 3), files.faults().stream().map(TypeFault::line).toList());
  }

  @Test
  void aBrokenFileLeavesOnlyItsTypeOut() throws IOException {
    write("good.properties", "command = /bin/true");
    write("bad.properties", "command = true");
    write("Upper.properties", "command = /bin/true");
    write(".#good.properties", "an editor's lock");
    write("notes.txt", "no type");
    Files.createDirectory(folder.resolve("folder.properties"));
    Files.createSymbolicLink(folder.resolve("gone.properties"), folder.resolve("nowhere"));
    Files.write(folder.resolve("large.properties"), new byte[70_000]);
    Files.write(folder.resolve("latin.properties"), new byte[] {(byte) 0xe4, '\n'});
    TypeFiles files = TypeFolder.read(folder);
    assertEquals(List.of("good"), files.types().stream().map(TypeFile::type).toList());
    List<String> faults =
        files.faults().stream()
            .map(fault -> fault.toString().substring(folder.toString().length() + 1))
            .toList();
    assertEquals(6, faults.size(), faults::toString);
    assertTrue(faults.contains("folder.properties: it is no file"), faults::toString);
    assertTrue(faults.contains("gone.properties: it links to nothing"), faults::toString);
    assertTrue(
        faults.contains("latin.properties: cannot be read: not UTF-8 text"), faults::toString);
  }

  @Test
  void whatOthersMayWriteToIsNotBelieved() throws IOException {
    write("a.properties", "command = /bin/true");
    write("b.properties", "command = /bin/true");
    Files.setPosixFilePermissions(
        folder.resolve("a.properties"), PosixFilePermissions.fromString("rw-r--rw-"));
    TypeFiles files = TypeFolder.read(folder);
    assertEquals(1, files.types().size());
    assertTrue(files.faults().getFirst().reason().endsWith("can be written by others: chmod go-w"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    files = TypeFolder.read(folder);
    assertEquals(List.of(), files.types());
    assertEquals(folder, files.faults().getFirst().file());
  }

  @Test
  void aCommandThatCannotStartIsAProblemOfThisMachine() throws IOException {
    TypeFile type = only("command = /nowhere/at/all");
    assertEquals(Optional.of("cannot start: /nowhere/at/all does not exist"), type.problem());
    Path script = Files.writeString(folder.resolve("script.sh"), "exit 0");
    type = only("command = " + script);
    assertEquals(Optional.of("cannot start: " + script + " is not executable"), type.problem());
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(
        Optional.of("cannot start: " + script + " can be written by others: chmod go-w"),
        type.problem());
  }

  @Test
  void secretsComeFromAFileThatNobodyElseMayRead() throws Exception {
    Path secrets = Files.write(folder.resolve("env"), List.of("# keys", "A = 1", "B=x=y"));
    TypeFile type = only("command = /bin/true", "env-from = " + secrets, "env.A = 2");
    assertEquals(
        Optional.of("env-from: " + secrets + " can be read by others: chmod 600"), type.problem());
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    assertEquals(
        Map.of("A", "2", "B", "x=y"), type.program(Duration.ofMinutes(1)).options().environment());
    Files.write(secrets, List.of("hunter2"));
    assertEquals(Optional.of("env-from: " + secrets + ":1: allowed is NAME=value"), type.problem());
    Files.delete(secrets);
    assertEquals(Optional.of("env-from: " + secrets + " does not exist"), type.problem());
  }
}
