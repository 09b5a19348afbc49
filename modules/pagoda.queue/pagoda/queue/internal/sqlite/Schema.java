package pagoda.queue.internal.sqlite;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import pagoda.queue.NewerSchemaException;
import pagoda.queue.QueueCorruptedException;

/**
 * The tables, and how older files become newer ones: step n takes a file from version n to n + 1,
 * and all missing steps run in one transaction. Immutable.
 */
public final class Schema {
  /** Marks a SQLite file as a queue: "Pgda". */
  static final int APPLICATION_ID = 0x50676461;

  /**
   * Version 1. States: 0 pending, 1 scheduled, 2 processing, 3 completed, 4 failed, 5 cancelled.
   *
   * <p>A payload up to {@link JobStatements#INLINE} bytes lives in the job's row; a larger one in
   * {@code body}, so that a change of state does not rewrite it. The indexes are partial, so a
   * finished job costs a claim nothing; queries must name the states as literals to use them.
   */
  static final List<String> VERSION_1 =
      List.of(
          """
          CREATE TABLE queue(
            id INTEGER PRIMARY KEY CHECK(id=1), random1 INTEGER NOT NULL, random2 INTEGER NOT NULL,
            boot INTEGER NOT NULL, sequence INTEGER NOT NULL, paused INTEGER NOT NULL,
            completed INTEGER NOT NULL, failed INTEGER NOT NULL, cancelled INTEGER NOT NULL) STRICT
          """,
          """
          CREATE TABLE type(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, lane INTEGER NOT NULL) STRICT
          """,
          """
          CREATE TABLE job(
            id INTEGER PRIMARY KEY, type INTEGER NOT NULL, lane INTEGER NOT NULL,
            priority INTEGER NOT NULL, state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 5),
            place INTEGER NOT NULL, attempt INTEGER NOT NULL, max_attempts INTEGER NOT NULL,
            run_at INTEGER NOT NULL, created_at INTEGER NOT NULL, started_at INTEGER,
            finished_at INTEGER, boot INTEGER, progress REAL, idempotency BLOB, digest BLOB,
            payload BLOB, CHECK((finished_at IS NULL)=(state<3))) STRICT
          """,
          "CREATE TABLE body(id INTEGER PRIMARY KEY, payload BLOB, result BLOB) STRICT",
          "CREATE TABLE checkpoint(id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT",
          """
          CREATE TABLE past_attempt(
            job INTEGER NOT NULL, number INTEGER NOT NULL, started_at INTEGER NOT NULL,
            finished_at INTEGER NOT NULL, error TEXT NOT NULL,
            PRIMARY KEY(job, number)) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX job_ready ON job(lane, priority, place) WHERE state=0",
          "CREATE INDEX job_due ON job(run_at) WHERE state=1",
          "CREATE INDEX job_live ON job(boot) WHERE state=2",
          "CREATE INDEX job_done ON job(finished_at) WHERE state>=3",
          "CREATE INDEX job_failed ON job(finished_at) WHERE state=4",
          "CREATE INDEX job_cancelled ON job(finished_at) WHERE state=5",
          "CREATE UNIQUE INDEX job_idempotency ON job(idempotency) WHERE idempotency IS NOT NULL");

  /** Version 2 counts the scheduled jobs that have failed before: to count them takes a scan. */
  static final List<String> VERSION_2 =
      List.of(
          "ALTER TABLE queue ADD COLUMN retrying INTEGER NOT NULL DEFAULT 0",
          "UPDATE queue SET retrying=(SELECT count(*) FROM job WHERE state=1 AND attempt>0)");

  /** The schema of this release. */
  public static final Schema CURRENT =
      new Schema(List.of(VERSION_1, VERSION_2, SchemaVersion3.STEP));

  private final List<List<String>> steps;

  Schema(List<List<String>> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Brings the file to the newest version; refuses one that is newer or no queue. */
  void migrate(Connection connection, Path file) throws SQLException {
    int found = check(connection, file);
    if (found == steps.size()) {
      return;
    }
    Database.execute(connection, "BEGIN IMMEDIATE");
    try {
      for (List<String> step : steps.subList(found, steps.size())) {
        Database.execute(connection, step.toArray(String[]::new));
      }
      if (found == 0) {
        identify(connection);
      }
      Database.execute(connection, "PRAGMA user_version=" + steps.size(), "COMMIT");
    } catch (SQLException e) {
      Rollback.after(e, connection);
      throw e;
    }
  }

  /** The file's version: 0 for a new file. */
  int check(Connection connection, Path file) throws SQLException {
    long application = Database.number(connection, "PRAGMA application_id");
    int found = (int) Database.number(connection, "PRAGMA user_version");
    boolean empty = Database.number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    if (application != APPLICATION_ID && !(empty && application == 0 && found == 0)) {
      throw new QueueCorruptedException(file, "it holds another application's tables");
    }
    if (found > steps.size()) {
      throw new NewerSchemaException(file, found, steps.size());
    }
    return found;
  }

  private static void identify(Connection connection) throws SQLException {
    SecureRandom random = new SecureRandom();
    Database.execute(connection, "PRAGMA application_id=" + APPLICATION_ID);
    String row =
        "INSERT INTO queue(id,random1,random2,boot,sequence,paused,completed,failed,cancelled)"
            + " VALUES(1,?,?,0,0,0,0,0,0)";
    try (Sql insert = new Sql(connection, row)) {
      insert.set(random.nextLong()).set(random.nextLong()).update();
    }
  }
}
