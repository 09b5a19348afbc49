package pagoda.queue.internal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.NewerSchemaException;

class SchemaTest {
  private static final List<String> STEP_1 =
      List.of(
          "CREATE TABLE queue(id,random1,random2,boot,sequence,paused,completed,failed,cancelled)",
          "CREATE TABLE note(text)");
  private static final List<String> STEP_2 = List.of("INSERT INTO note VALUES('two')");
  private static final List<String> STEP_3 = List.of("INSERT INTO note VALUES('three')");

  @TempDir private Path folder;

  private Connection open() throws SQLException {
    return Database.writer(folder.resolve("jobs.db"));
  }

  private void migrate(Schema schema) throws SQLException {
    try (Connection connection = open()) {
      schema.migrate(connection, folder.resolve("jobs.db"));
    }
  }

  @Test
  void olderFileTakesEveryMissingStepOnce() throws SQLException {
    migrate(new Schema(List.of(STEP_1)));
    migrate(new Schema(List.of(STEP_1, STEP_2, STEP_3)));
    migrate(new Schema(List.of(STEP_1, STEP_2, STEP_3)));
    try (Connection connection = open()) {
      assertEquals(3, Database.number(connection, "PRAGMA user_version"));
      assertEquals("two,three", Database.text(connection, "SELECT group_concat(text) FROM note"));
    }
  }

  @Test
  void t08OlderReleaseRefusesANewerFile() throws SQLException {
    migrate(new Schema(List.of(STEP_1, STEP_2)));
    NewerSchemaException e =
        assertThrows(NewerSchemaException.class, () -> migrate(new Schema(List.of(STEP_1))));
    assertEquals(2, e.found());
    assertEquals(1, e.supported());
  }

  @Test
  void stepThatFailsLeavesTheFileAsItWas() throws SQLException {
    migrate(new Schema(List.of(STEP_1)));
    Schema broken = new Schema(List.of(STEP_1, STEP_2, List.of("INSERT INTO nowhere VALUES(1)")));
    assertThrows(SQLException.class, () -> migrate(broken));
    try (Connection connection = open()) {
      assertEquals(1, Database.number(connection, "PRAGMA user_version"));
      assertEquals(0, Database.number(connection, "SELECT count(*) FROM note"));
    }
  }

  @Test
  void newFileOfThisReleaseIsMarked() throws Exception {
    migrate(Schema.CURRENT);
    try (Connection connection = open()) {
      assertEquals(Schema.APPLICATION_ID, Database.number(connection, "PRAGMA application_id"));
      assertEquals(1, Database.number(connection, "SELECT count(*) FROM queue"));
    }
    assertEquals(true, Files.exists(folder.resolve("jobs.db")));
  }
}
