package pagoda.queue.internal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.NewerSchemaException;

/**
 * Files that earlier releases wrote, each by a process that was killed while a job ran: jobs of all
 * states, with keys, checkpoint, results, past attempts, payloads in the row and beside it.
 */
class MigrationTest {

  @TempDir private Path folder;

  private Path file(int version) throws IOException {
    Path file = folder.resolve("jobs.db");
    Path data = Path.of(System.getProperty("pagoda.root"), "tests/pagoda.queue/data");
    try (var packed =
        new GZIPInputStream(Files.newInputStream(data.resolve("version-" + version + ".db.gz")))) {
      Files.copy(packed, file);
    }
    return file;
  }

  private static void migrate(Path file, Schema schema) throws SQLException {
    try (Connection connection = Database.writer(file)) {
      schema.migrate(connection, file);
    }
  }

  private static String text(Path file, String query) throws SQLException {
    try (Connection connection = Database.writer(file)) {
      return Database.text(connection, query);
    }
  }

  private static String all(Path file, String columns, String table, String order)
      throws SQLException {
    return text(
        file,
        "SELECT group_concat(line, char(10)) FROM (SELECT concat_ws(',',%s) line FROM %s ORDER BY %s)"
            .formatted(columns, table, order));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void t08FileOfAnEarlierReleaseKeepsAllThatIsInIt(int version) throws Exception {
    Path file = file(version);
    assertEquals(List.of(), FileVerifier.verify(file).problems(), "as it was written");
    String kept =
        "id,type,lane,priority,state,place,attempt,max_attempts,run_at,created_at,started_at,"
            + "finished_at,boot,progress,hex(payload)";
    String jobs = all(file, kept, "job", "id");
    String bodies = all(file, "id,hex(payload),hex(result)", "body", "id");
    String keys =
        all(file, "hex(idempotency),hex(digest),id", "job WHERE idempotency NOTNULL", "id");
    String past =
        all(file, "job,number,started_at,finished_at,error", "past_attempt", "job,number");
    assertTrue(past.contains("attempt 3") && keys.lines().count() == 5, past + keys);

    migrate(file, Schema.CURRENT);

    assertEquals("3", text(file, "PRAGMA user_version"));
    assertEquals(jobs, all(file, kept, "job", "id"));
    assertEquals(bodies, all(file, "id,hex(payload),hex(result)", "body", "id"));
    assertEquals(keys, all(file, "hex(key),hex(digest),job", "key WHERE gone=0", "job"));
    assertEquals(
        past, all(file, "job,number,started_at,finished_at,error", "attempt", "job,number"));
    assertEquals(
        jobs.lines().count() + "", text(file, "SELECT count(*) FROM job WHERE claims=attempt"));
    assertEquals("halfway", text(file, "SELECT CAST(data AS TEXT) FROM checkpoint"));
    assertEquals(List.of(), FileVerifier.verify(file).problems());
  }

  /** A process that is killed at a statement leaves what a statement that fails there leaves. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void t08StepThatEndsAnywhereLeavesTheFileAsItWas(int version) throws Exception {
    Path file = file(version);
    String tables = all(file, "sql", "sqlite_schema", "name");
    String jobs = all(file, "id,state,attempt,place,hex(payload)", "job", "id");
    List<String> step = SchemaVersion3.STEP;
    for (int done = 0; done <= step.size(); done++) {
      List<String> cut = new ArrayList<>(step.subList(0, done));
      cut.add("INSERT INTO nowhere VALUES(1)");
      Schema broken = new Schema(List.of(Schema.VERSION_1, Schema.VERSION_2, cut));
      assertThrows(SQLException.class, () -> migrate(file, broken));
      assertEquals(String.valueOf(version), text(file, "PRAGMA user_version"));
      assertEquals(tables, all(file, "sql", "sqlite_schema", "name"), "after " + done);
    }
    assertEquals(jobs, all(file, "id,state,attempt,place,hex(payload)", "job", "id"));
    migrate(file, Schema.CURRENT);
    assertEquals(List.of(), FileVerifier.verify(file).problems());
  }

  @Test
  void t08EarlierReleaseRefusesAMigratedFile() throws Exception {
    Path file = file(2);
    migrate(file, Schema.CURRENT);
    Schema earlier = new Schema(List.of(Schema.VERSION_1, Schema.VERSION_2));
    NewerSchemaException e = assertThrows(NewerSchemaException.class, () -> migrate(file, earlier));
    assertEquals(
        "Queue file " + file + " has schema version 3, this release knows up to 2", e.getMessage());
  }

  @Test
  void verifierFindsWhatVersion3Forbids() throws Exception {
    Path file = file(2);
    migrate(file, Schema.CURRENT);
    try (Connection connection = Database.writer(file)) {
      Database.execute(
          connection,
          "UPDATE queue SET retrying=7",
          "UPDATE job SET claims=0 WHERE id=1",
          "INSERT INTO attempt(job,claim,number,started_at,finished_at) VALUES(2,9,1,1,1)",
          "INSERT INTO label VALUES('a=b',99)",
          "UPDATE job SET labels='c=d',suspect=1 WHERE id=3",
          "UPDATE key SET job=98 WHERE job=4");
    }
    assertEquals(
        List.of(
            "the counter of jobs to be retried is 7",
            "label of job 99, which is not in the file",
            "job 1 counts more attempts than it was claimed",
            "job 2 has an attempt of a claim that never was",
            "job 98 has a key and is not in the file",
            "job 3 has labels that are not indexed",
            "job 3 is finished and still a suspect"),
        FileVerifier.verify(file).problems());
  }
}
