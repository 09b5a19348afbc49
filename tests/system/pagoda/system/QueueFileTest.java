package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue file that the program can not use is one clear line, without a stack trace. */
class QueueFileTest {
  private static final int USER_VERSION =
      60; // its offset, sqlite.org/fileformat.html#the_database_header

  @TempDir Path folder;

  private Program serve() throws Exception {
    return Program.run("serve", "--set", "http.port=0", "--set", "data.dir=" + folder);
  }

  /** What it said itself, beside the lines of its log. */
  private static String line(Program program) {
    List<String> lines =
        program.err().lines().filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\dT.*")).toList();
    assertEquals(1, lines.size(), program.err());
    return lines.getFirst();
  }

  @Test
  void aFileOfANewerReleaseIsRefusedWith78AndLeftAlone() throws Exception {
    Path file = folder.resolve("queue.db");
    try (Service service = Service.start("data.dir=" + folder)) {
      service.signal("TERM");
      assertEquals(0, service.awaitExit());
    }
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(USER_VERSION);
      bytes.writeInt(99);
    }
    byte[] before = Files.readAllBytes(file);
    Program program = serve();
    assertEquals(78, program.status(), program.err());
    assertTrue(
        line(program).matches("pagoda: .*queue\\.db has schema version 99.*knows up to \\d+"),
        program.err());
    org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedByServeAndVerify() throws Exception {
    Path file = Files.writeString(folder.resolve("queue.db"), "not a database ".repeat(1000));
    for (Program program : List.of(serve(), Program.run("verify", file.toString()))) {
      assertEquals(1, program.status(), program.err());
      assertTrue(line(program).matches("pagoda: .*queue\\.db is damaged: .*"), program.err());
    }
  }

  @Test
  void aFileInUseIsRefused() throws Exception {
    try (Service service = Service.start("data.dir=" + folder)) {
      Program second = serve();
      assertEquals(1, second.status(), second.err());
      assertTrue(
          line(second).matches("pagoda: .*queue\\.db is in use by .*" + service.pid() + ".*"),
          second.err());
      assertEquals(200, service.get("/readyz").statusCode());
    }
  }
}
