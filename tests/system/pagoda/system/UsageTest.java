package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.ChildProcess;

/** What the program says to those who do not know it, and of what it cannot use. */
class UsageTest {
  @TempDir Path folder;

  static List<String> commands() {
    return List.of(
        "serve",
        "engine",
        "submit",
        "jobs",
        "job",
        "result",
        "retry",
        "cancel",
        "types",
        "backup",
        "solve",
        "run-once",
        "check",
        "verify",
        "token",
        "rpc-bench",
        "completion",
        "help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void l04_helpListsEveryCommand(String words) throws Exception {
    Program help = Program.run(words);
    assertEquals(0, help.status());
    for (String command : commands()) {
      assertTrue(help.text().contains("\n  " + command), command + " in " + help.text());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void l04_eachCommandHasAHelpTextOfItsOwn(String command) throws Exception {
    Program help = Program.run(command, "--help");
    assertEquals(0, help.status());
    assertTrue(help.text().startsWith("usage: pagoda " + command), help.text());
    assertTrue(help.text().contains("\noptions:\n"), help.text());
    assertEquals(help.text(), Program.run("help", command).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-v"})
  void l04_theVersionIsOnStandardOutput(String words) throws Exception {
    Program version = Program.run(words);
    assertEquals(0, version.status());
    assertTrue(version.text().startsWith("pagoda 0."), version.text());
  }

  @ParameterizedTest
  @CsvSource({
    "--port 8080, 'serve has no option --port; a setting is given as --set http.port=8080'",
    "start, 'no command ''start''; did you mean ''pagoda serve''?'",
    "sovle 3, 'no command ''sovle''; did you mean ''pagoda solve''?'",
    "list, 'no command ''list''; did you mean ''pagoda jobs''?'",
    "version, 'no command ''version''; did you mean ''pagoda --version''?'",
    "qwerty, 'no command ''qwerty''; see pagoda --help'",
    "help nosuch, 'no command ''nosuch''; see pagoda --help'",
    "solve 3 --fromat lines, 'solve has no option --fromat; did you mean --format?'"
  })
  void l04_whatIsNotKnownNamesTheRightCall(String words, String message) throws Exception {
    Program program = Program.run(words.split(" "));
    assertEquals(64, program.status());
    assertEquals("pagoda: " + message + "\n", program.err());
    assertEquals("", program.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "check", "engine --set broker.urls=amqp://127.0.0.1:1"})
  void l03_whatCannotBeUsedIsOneLineAnd78(String command) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (String setting :
        List.of(
            "data.dir=" + file,
            "data.dir=" + file + "/below",
            "http.host=nosuch.invalid",
            "http.tokens-file=" + folder.resolve("missing"),
            "handlers.dir=" + folder.resolve("missing"))) {
      Program program = run(command + " --set " + setting);
      assertEquals(78, program.status(), program.err());
      assertEquals(1, program.err().lines().count(), program.err());
      String key = setting.substring(0, setting.indexOf('='));
      assertTrue(program.err().startsWith("pagoda: " + key + ": allowed is "), program.err());
    }
  }

  /** Only trying tells that nothing can be made there, and `check` tries nothing. */
  @Test
  void l03_aDataDirThatTheSystemRefusesIsOneLine() throws Exception {
    Program program = run("serve --set data.dir=/proc/pagoda/below");
    assertEquals(78, program.status(), program.err());
    assertEquals(1, program.err().lines().count(), program.err());
    assertTrue(program.err().contains("no such file or directory"), program.err());
  }

  @Test
  void l03_aHostOfAnotherMachineIsOneLine() throws Exception {
    Program program =
        run("serve --set http.insecure=true --set http.host=192.0.2.1 --set data.dir=" + folder);
    assertEquals(78, program.status(), program.err());
    assertEquals(1, program.err().lines().count(), program.err());
    assertTrue(program.err().startsWith("pagoda: http.host: allowed is an address of"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backup BACKUP --url http://127.0.0.1:1",
        "submit simulate /no/such/file --url http://127.0.0.1:1",
        "types --token-file /no/such/token --url http://127.0.0.1:1",
        "verify /etc/hostname",
        "run-once simulate /no/such/file"
      })
  void l03_aServiceOrFileThatIsNotThereIsOneLineAndOne(String words) throws Exception {
    Program program = run(words.replace("BACKUP", folder.resolve("copy").toString()));
    assertEquals(1, program.status(), program.err());
    assertFalse(program.err().contains("\tat "), program.err());
    if (!words.startsWith("verify")) {
      assertEquals(1, program.err().lines().count(), program.err());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs --url http://127.0.0.1:1",
        "job 0198-abc --follow --url http://nosuch.invalid",
        "submit simulate --url http://127.0.0.1:1"
      })
  void l03_aServiceThatIsAwayIsOneLineAnd75(String words) throws Exception {
    Program program = run(words);
    assertEquals(75, program.status(), program.err());
    assertEquals(1, program.err().lines().count(), program.err());
  }

  @Test
  void l08_anUnknownVariableIsOneWarningAndNoError() throws Exception {
    Program program =
        Program.run(
            Map.of("PAGODA_PORT", "tcp://10.0.0.1:3000", "PAGODA_SERVICE_HOST", "10.0.0.1"),
            "check");
    assertEquals(0, program.status());
    assertEquals(
        List.of(
            "pagoda: warning: environment variable PAGODA_PORT is no setting and is left aside;"
                + " the nearest key is http.port (PAGODA_HTTP_PORT)",
            "pagoda: warning: environment variable PAGODA_SERVICE_HOST is no setting and is left"
                + " aside; the nearest key is http.host (PAGODA_HTTP_HOST)"),
        program.err().lines().toList());
  }

  @Test
  void completionKnowsCommandsOptionsAndKeys() throws Exception {
    Path script = folder.resolve("completion");
    Files.write(script, Program.run("completion", "bash").out());
    assertEquals("solve", complete(script, "pagoda sol"));
    assertEquals("--format", complete(script, "pagoda solve --form"));
    assertEquals("http.port=", complete(script, "pagoda serve --set http.por"));
    assertEquals("submit", complete(script, "pagoda help sub"));
  }

  private static String complete(Path script, String line) {
    String words = line.replace(" ", "' '");
    int last = line.split(" ").length - 1;
    return ChildProcess.run(
            Path.of("."),
            "bash",
            "-c",
            "source %s; COMP_WORDS=('%s'); COMP_CWORD=%d; _pagoda; echo \"${COMPREPLY[*]}\""
                .formatted(script, words, last))
        .strip();
  }

  private static Program run(String words) throws Exception {
    return Program.run(words.split(" "));
  }
}
