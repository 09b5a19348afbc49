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
  void fileOfVersion1IsCheckedAsItIsAndThenCountsItsRetries() throws Exception {
    migrate(new Schema(List.of(Schema.VERSION_1)));
    try (Connection connection = open()) {
      Database.execute(connection, "INSERT INTO type VALUES(1,'x',0)");
      for (int attempt = 0; attempt < 3; attempt++) {
        String values = "(%d,1,0,1,1,%d,%d,3,99,1,x'00')".formatted(10 + attempt, attempt, attempt);
        Database.execute(
            connection,
            "INSERT INTO job(id,type,lane,priority,state,place,attempt,max_attempts,run_at,"
                + "created_at,payload) VALUES"
                + values);
      }
    }
    Path file = folder.resolve("jobs.db");
    assertEquals(List.of(), FileVerifier.verify(file).problems());
    migrate(Schema.CURRENT);
    assertEquals(List.of(), FileVerifier.verify(file).problems());
    try (Connection connection = open()) {
      assertEquals(2, Database.number(connection, "SELECT retrying FROM queue"));
      Database.execute(connection, "UPDATE queue SET retrying=7");
    }
    assertEquals(
        List.of("the counter of jobs to be retried is 7"), FileVerifier.verify(file).problems());
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
