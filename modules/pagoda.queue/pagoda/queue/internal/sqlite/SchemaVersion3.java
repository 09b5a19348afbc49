package pagoda.queue.internal.sqlite;

import java.util.List;

/**
 * The step to version 3: claims that only rise, work elsewhere, what comes with a payload, keys
 * that outlive their jobs, types with their settings, statistics, operations.
 *
 * <p>The job's table is written anew, once, so that files of any age end with the same columns; the
 * payload stays last, behind what a claim reads. A job of an older file was claimed as often as its
 * attempts count.
 */
final class SchemaVersion3 {
  private static final String JOB =
      """
      CREATE TABLE job_3(
        id INTEGER PRIMARY KEY, type INTEGER NOT NULL, lane INTEGER NOT NULL,
        priority INTEGER NOT NULL, state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 5),
        place INTEGER NOT NULL, attempt INTEGER NOT NULL, max_attempts INTEGER NOT NULL,
        claims INTEGER NOT NULL, run_at INTEGER NOT NULL, created_at INTEGER NOT NULL,
        started_at INTEGER, finished_at INTEGER, boot INTEGER, progress REAL,
        snoozes INTEGER NOT NULL DEFAULT 0, snoozed_since INTEGER,
        suspect INTEGER NOT NULL DEFAULT 0, worker TEXT, expires_at INTEGER, content_type TEXT,
        result_type TEXT, labels TEXT, traceparent TEXT, reply_to TEXT, correlation_id TEXT,
        payload BLOB, CHECK((finished_at IS NULL)=(state<3))) STRICT
      """;

  private static final String COPY =
      """
      INSERT INTO job_3(id,type,lane,priority,state,place,attempt,max_attempts,claims,run_at,
        created_at,started_at,finished_at,boot,progress,payload)
      SELECT id,type,lane,priority,state,place,attempt,max_attempts,
        max(attempt,coalesce((SELECT max(number) FROM past_attempt WHERE job=job.id),0)),run_at,
        created_at,started_at,finished_at,boot,progress,payload FROM job ORDER BY id
      """;

  /** A key is kept a day at least, and as long as its job. */
  private static final String KEYS =
      "INSERT INTO key(key,digest,job,until)"
          + " SELECT idempotency,digest,id,created_at+86400000 FROM job"
          + " WHERE idempotency IS NOT NULL ORDER BY idempotency";

  /** An attempt that ended: the number of its claim, and the attempt it was if it counted. */
  private static final String ATTEMPT =
      """
      CREATE TABLE attempt(
        job INTEGER NOT NULL, claim INTEGER NOT NULL, number INTEGER NOT NULL,
        started_at INTEGER NOT NULL, finished_at INTEGER NOT NULL, worker TEXT, error TEXT,
        trace TEXT, exit_status INTEGER, peak_memory INTEGER, cpu_nanos INTEGER,
        PRIMARY KEY(job, claim)) STRICT, WITHOUT ROWID
      """;

  static final List<String> STEP =
      List.of(
          """
          CREATE TABLE key(
            key BLOB PRIMARY KEY, digest BLOB NOT NULL, job INTEGER NOT NULL,
            until INTEGER NOT NULL, gone INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID
          """,
          KEYS,
          "CREATE INDEX key_job ON key(job)",
          "CREATE INDEX key_gone ON key(until) WHERE gone=1",
          JOB,
          COPY,
          "DROP TABLE job",
          "ALTER TABLE job_3 RENAME TO job",
          "CREATE INDEX job_ready ON job(type, priority, place) WHERE state=0",
          "CREATE INDEX job_due ON job(run_at) WHERE state=1",
          "CREATE INDEX job_live ON job(boot) WHERE state=2",
          "CREATE INDEX job_done ON job(finished_at) WHERE state>=3 AND expires_at IS NULL",
          "CREATE INDEX job_expires ON job(expires_at) WHERE expires_at IS NOT NULL",
          "CREATE INDEX job_failed ON job(finished_at) WHERE state=4",
          "CREATE INDEX job_cancelled ON job(finished_at) WHERE state=5",
          "CREATE INDEX job_suspect ON job(id) WHERE suspect>0",
          ATTEMPT,
          "INSERT INTO attempt(job,claim,number,started_at,finished_at,error)"
              + " SELECT job,number,number,started_at,finished_at,error FROM past_attempt",
          "DROP TABLE past_attempt",
          "CREATE TABLE label("
              + "text TEXT NOT NULL, job INTEGER NOT NULL, PRIMARY KEY(text, job))"
              + " STRICT, WITHOUT ROWID",
          "ALTER TABLE type ADD COLUMN settings TEXT NOT NULL DEFAULT ''", // lines: key=value
          "ALTER TABLE type ADD COLUMN source TEXT NOT NULL DEFAULT ''", // handler, file, workers
          "ALTER TABLE type ADD COLUMN paused_at INTEGER",
          "ALTER TABLE queue ADD COLUMN store_id INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE queue ADD COLUMN lease_secret BLOB NOT NULL DEFAULT x''",
          "ALTER TABLE queue ADD COLUMN kernel_boot TEXT NOT NULL DEFAULT ''",
          """
          CREATE TABLE statistic(
            seconds INTEGER NOT NULL, start INTEGER NOT NULL, type INTEGER NOT NULL,
            boot INTEGER NOT NULL, completed INTEGER NOT NULL, failed INTEGER NOT NULL,
            cancelled INTEGER NOT NULL, retried INTEGER NOT NULL, snoozed INTEGER NOT NULL,
            refused INTEGER NOT NULL, waited BLOB, ran BLOB,
            PRIMARY KEY(seconds, start, type, boot)) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE operation(
            id INTEGER PRIMARY KEY, action TEXT NOT NULL, filter TEXT NOT NULL,
            upto INTEGER NOT NULL, next INTEGER NOT NULL, state TEXT NOT NULL,
            created_at INTEGER NOT NULL, begins_at INTEGER NOT NULL, finished_at INTEGER,
            matched INTEGER NOT NULL, done INTEGER NOT NULL, skipped INTEGER NOT NULL,
            failed INTEGER NOT NULL, error TEXT) STRICT
          """);

  private SchemaVersion3() {}
}
