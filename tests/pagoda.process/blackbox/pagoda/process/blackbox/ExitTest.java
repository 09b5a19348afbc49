package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.process.Program;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramExitCodes;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOutcome;

/** What ends mean, and programs that cannot start. */
class ExitTest {
  @TempDir Path folder;
  private Workshop shop;

  @BeforeEach
  void open() throws Exception {
    shop = Workshop.in(folder.resolve("work"));
  }

  @AfterEach
  void close() throws Exception {
    shop.assertSwept();
    shop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, true", "2, true", "63, true", "64, false", "65, false", "68, false", "69, true",
    "70, false", "71, true", "72, false", "73, false", "74, true", "75, true", "76, false",
    "78, false", "79, true", "125, true", "200, true", "255, true"
  })
  void w20_exitStatusSaysWhetherToTryAgain(int status, boolean again) throws Exception {
    ProgramExit exit = shop.run("echo broken >&2; exit " + status);
    assertEquals(
        new ProgramOutcome.Failed("exit status " + status + ": broken", again), exit.outcome());
    assertEquals(status, exit.status().orElseThrow());
  }

  @Test
  void w20_mappingCanBeOverridden() throws Exception {
    ProgramExitCodes codes =
        ProgramExitCodes.defaults().withFailOn(Set.of(1)).withRetryOn(Set.of(65));
    ProgramOptions options = ProgramOptions.defaults().withExitCodes(codes);
    for (int status : new int[] {1, 65}) {
      ProgramExit exit = shop.run(Workshop.script("exit " + status).withOptions(options), "");
      assertEquals(
          new ProgramOutcome.Failed("exit status " + status, status == 65), exit.outcome());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SEGV, killed by SIGSEGV",
    "ABRT, killed by SIGABRT",
    "TERM, killed by SIGTERM",
    "KILL, 'killed by SIGKILL, perhaps out of memory'",
    "USR1, killed by SIGUSR1"
  })
  void w20_signalsAreNamed(String signal, String words) throws Exception {
    assertEquals(words, Workshop.failure(shop.run("kill -" + signal + " $$")));
  }

  @Test
  void w20_programThatEndsBeforeAnythingElseIsReadWhole() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertEquals("exit status 3: x", Workshop.failure(shop.run("echo x >&2; exit 3")));
    }
  }

  @Test
  void errorEndsWithTheLastWordsAndKeepsTheEnd() throws Exception {
    ProgramExit exit = shop.run("seq 1 9999 >&2; exit 1");
    var failed = assertInstanceOf(ProgramOutcome.Failed.class, exit.outcome());
    assertTrue(failed.error().startsWith("exit status 1: 9999\n"), failed.error());
    assertTrue(failed.error().endsWith("\n9998\n9999"), failed.error());
    assertTrue(failed.error().length() <= 4096, "length " + failed.error().length());
  }

  @Test
  void w18_missingProgram() throws Exception {
    assertUnable("cannot start: /no/such/program does not exist", "/no/such/program");
  }

  @Test
  void w18_folderInsteadOfProgram() throws Exception {
    assertUnable("cannot start: /usr is not a file", "/usr");
  }

  @Test
  void w18_programThatIsNotExecutable() throws Exception {
    Path file = program("echo never", "rw-r--r--");
    assertUnable("cannot start: " + file + " is not executable", file.toString());
  }

  @Test
  void w18_programThatOthersCanWriteTo() throws Exception {
    Path file = program("echo never", "rwxr-xrwx");
    assertUnable(
        "cannot start: " + file + " can be written by others: chmod go-w", file.toString());
  }

  @Test
  void w18_scriptThatOthersCanWriteTo() throws Exception {
    Path file = program("echo never", "rw-rw-rw-");
    assertUnable(
        "cannot start: " + file + " can be written by others: chmod go-w",
        "/bin/sh",
        file.toString());
  }

  @Test
  void w18_programInAFolderThatOthersCanWriteTo() throws Exception {
    Path file = program("echo never", "rwxr-xr-x");
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertUnable(
        "cannot start: the folder of " + file + " can be written by others: chmod o-w",
        file.toString());
  }

  @Test
  void w18_linkToAProgramThatOthersCanWriteTo() throws Exception {
    Path file = program("echo never", "rwxrwxrwx");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertUnable(
        "cannot start: " + link + " can be written by others: chmod go-w", link.toString());
  }

  @Test
  void w18_missingInterpreter() throws Exception {
    Path file = Files.writeString(folder.resolve("odd"), "#!/no/such/interpreter\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    var unable = assertInstanceOf(ProgramOutcome.Unable.class, run(file.toString()).outcome());
    assertTrue(unable.reason().contains("cannot start: exit status 127"), unable.reason());
    assertTrue(unable.reason().contains(file.toString()), unable.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {126, 127})
  void w20_statusOfACommandThatCannotStart(int status) throws Exception {
    assertInstanceOf(ProgramOutcome.Unable.class, shop.run("exit " + status).outcome());
  }

  @Test
  void w19_argumentsThatAreTooLongAreRefused() throws Exception {
    Program program = Program.of(ProgramCommand.of("/bin/echo", "x".repeat(200_000)));
    var refused = assertInstanceOf(ProgramOutcome.Refused.class, shop.run(program, "").outcome());
    assertTrue(
        refused.reason().startsWith("the machine would not start the program: "), refused.reason());
  }

  @Test
  void userThatIsNotThereIsUnable() throws Exception {
    Program program =
        Workshop.script(":").withOptions(ProgramOptions.defaults().withUser("no-such-user"));
    assertInstanceOf(ProgramOutcome.Unable.class, shop.run(program, "").outcome());
  }

  private Path program(String script, String permissions) throws Exception {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve("program");
    Files.write(file, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private ProgramExit run(String... command) throws InterruptedException {
    return shop.run(Program.of(ProgramCommand.of(command)), "");
  }

  private void assertUnable(String reason, String... command) throws InterruptedException {
    assertEquals(new ProgramOutcome.Unable(reason), run(command).outcome());
  }
}
