package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a {@code pagoda work} is one line and a status. */
class WorkUsageTest {
  @TempDir Path folder;

  private Program work(String words) throws Exception {
    List<String> all = new ArrayList<>(List.of("work", "--set", "data.dir=" + folder));
    all.addAll(List.of(words.split(" ")));
    return Program.run(all.toArray(String[]::new));
  }

  /** The line that is none of the log's, which may go on beside it. */
  private static String line(Program program) {
    return program
        .err()
        .lines()
        .filter(line -> line.startsWith("pagoda: "))
        .reduce("", (a, b) -> b);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64 | --slots 0 --type a -- /bin/cat | pagoda: --slots: allowed is a whole number from 1 to"
            + " 256, seen '0'",
        "64 | --type Resize -- /bin/cat | pagoda: --type: allowed are 1 to 64 characters of a-z 0-9"
            + " . _ -, seen 'Resize'",
        "64 | --url server --type a -- /bin/cat | pagoda: --url: allowed is http://host:port, seen"
            + " 'server'",
        "64 | -- /bin/cat | pagoda: work: a program needs --type, which says for what it is",
        "64 | --type a | pagoda: work: allowed is a program after --, or handlers.dir with types,"
            + " seen neither",
        "64 | --type a -- /nowhere/at/all | pagoda: work: cannot start: /nowhere/at/all does not"
            + " exist",
        "64 | --type a -- nosuchprogram | pagoda: work: no program 'nosuchprogram' in $PATH",
        "78 | --token-file /nowhere --type a -- /bin/cat | pagoda: work.token-file: allowed is a"
            + " file that can be read, seen /nowhere (no such file or directory)",
        "78 | --set work.slots=many | pagoda: work.slots: allowed is a whole number from 0 to 256,"
            + " seen 'many' (--set)",
        "78 | --set handlers.dir=/nowhere | pagoda: handlers.dir: allowed is a folder that can be"
            + " read, seen '/nowhere' (no such file or directory)",
      })
  void aWrongWordIsOneLine(int status, String words, String message) throws Exception {
    Program program = work(words);
    assertEquals(message, line(program));
    assertEquals(status, program.status());
  }

  @Test
  void aFolderWithoutItsTypeIs78() throws Exception {
    Path types = Files.createDirectory(folder.resolve("types"));
    String set = "--set handlers.dir=" + types;
    Program none = work(set);
    assertEquals(78, none.status(), none.err());
    assertTrue(line(none).contains("allowed is a folder with types that can run here"), none.err());
    Files.writeString(types.resolve("a.properties"), "command = /bin/cat\n");
    Program other = work(set + " --type b");
    assertEquals(78, other.status(), other.err());
    assertEquals("pagoda: work.types: allowed is what handlers.dir has (a), seen 'b'", line(other));
  }

  @Test
  void aServiceThatIsAwayAtTheStartIs75() throws Exception {
    Program program =
        work(
            "--url http://127.0.0.1:"
                + closedPort()
                + " --set work.start-timeout=5s --type a -- /bin/cat");
    assertEquals(75, program.status(), program.err());
    assertTrue(
        line(program).matches("pagoda: http://127.0.0.1:\\d+: connection refused"), program.err());
  }

  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void anEngineWithoutABrokerIs78() throws Exception {
    Program program = Program.run("engine", "--set", "data.dir=" + folder);
    assertEquals(78, program.status());
    assertEquals(
        "pagoda: broker.urls: allowed here is at least one address, seen none", line(program));
  }

  @Test
  void helpSaysHow() throws Exception {
    Program help = Program.run("help", "work");
    assertEquals(0, help.status());
    assertTrue(
        help.text().startsWith("usage: pagoda work [OPTION...] [-- PROGRAM [ARG...]]"),
        help.text());
    assertTrue(help.text().contains("The exit status is 75 if the service is away"), help.text());
  }
}
