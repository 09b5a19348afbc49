package pagoda.queue.internal.sqlite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagoda.queue.JobState;

/** What must hold in a queue file: each query lists rows that break a rule. */
final class FileRules {
  private FileRules() {}

  /**
   * The rules for a file of a version: one of an older release, say a backup, is checked as it is.
   */
  static Map<String, String> of(int version) {
    Map<String, String> rules = new LinkedHashMap<>();
    jobs(rules);
    payloads(rules);
    counters(rules);
    belongings(
        rules, version >= 3 ? "attempt.job" : "past_attempt.job", "body.id", "checkpoint.id");
    if (version >= 2) {
      rules.put(
          "the counter of jobs to be retried is %s",
          "SELECT retrying FROM queue"
              + " WHERE retrying<>(SELECT count(*) FROM job WHERE state=1 AND attempt>0)");
    }
    if (version >= 3) {
      belongings(rules, "label.job");
      claims(rules);
    }
    return rules;
  }

  private static void jobs(Map<String, String> rules) {
    rules.put(
        "job %s has a type that is not in the file",
        "SELECT id FROM job WHERE type NOT IN(SELECT id FROM type)");
    rules.put(
        "job %s runs under a boot that never was",
        "SELECT id FROM job WHERE state=2"
            + " AND (boot IS NULL OR boot<1 OR boot>(SELECT boot FROM queue))");
    rules.put(
        "job %s is unfinished and has used more attempts than it has",
        "SELECT id FROM job WHERE state<3 AND attempt>max_attempts");
    rules.put(
        "job %s is pending or scheduled and has no attempt left",
        "SELECT id FROM job WHERE state<2 AND attempt>=max_attempts");
    rules.put(
        "job %s finished but its attempt never began",
        "SELECT id FROM job WHERE state>=3 AND attempt>0 AND started_at IS NULL");
    rules.put(
        "job %s shares its place with another",
        "SELECT min(id) FROM job WHERE state=0 GROUP BY place HAVING count(*)>1");
  }

  private static void payloads(Map<String, String> rules) {
    rules.put(
        "job %s has two payloads",
        "SELECT job.id FROM job JOIN body ON body.id=job.id"
            + " WHERE job.payload IS NOT NULL AND body.payload IS NOT NULL");
    rules.put(
        "job %s has no payload",
        "SELECT id FROM job WHERE payload IS NULL"
            + " AND NOT EXISTS(SELECT 1 FROM body WHERE body.id=job.id"
            + " AND body.payload IS NOT NULL)");
  }

  private static void belongings(Map<String, String> rules, String... columns) {
    for (String table : columns) {
      String name = table.substring(0, table.indexOf('.'));
      rules.put(
          name + " of job %s, which is not in the file",
          "SELECT " + table + " FROM " + name + " WHERE " + table + " NOT IN(SELECT id FROM job)");
    }
  }

  private static void counters(Map<String, String> rules) {
    for (JobState state : List.of(JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED)) {
      rules.put(
          "the counter of " + state.text() + " jobs is %s",
          "SELECT "
              + state.text()
              + " FROM queue WHERE "
              + state.text()
              + "<>(SELECT count(*) FROM job WHERE state="
              + StateCode.of(state)
              + ")");
    }
  }

  private static void claims(Map<String, String> rules) {
    rules.put(
        "job %s counts more attempts than it was claimed",
        "SELECT id FROM job WHERE attempt>claims");
    rules.put(
        "job %s has an attempt of a claim that never was",
        "SELECT job.id FROM attempt JOIN job ON job.id=attempt.job WHERE attempt.claim>job.claims");
    rules.put(
        "job %s has a key and is not in the file",
        "SELECT job FROM key WHERE gone=0 AND job NOT IN(SELECT id FROM job)");
    rules.put(
        "job %s has labels that are not indexed",
        "SELECT id FROM job WHERE labels IS NOT NULL" + " AND id NOT IN(SELECT job FROM label)");
    rules.put(
        "job %s is finished and still a suspect",
        "SELECT id FROM job WHERE state>=3 AND suspect>0");
  }
}
