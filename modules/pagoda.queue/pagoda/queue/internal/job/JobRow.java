package pagoda.queue.internal.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import pagoda.queue.Job;
import pagoda.queue.JobState;

/**
 * A job as the file holds it, without payload and result. Immutable; times are milliseconds since
 * 1970, and 0 stands for none.
 */
public record JobRow(
    long row,
    JobType type,
    Lane lane,
    int priority,
    long place,
    JobState state,
    int attempt,
    int maxAttempts,
    long runAt,
    long createdAt,
    long startedAt,
    long finishedAt,
    double progress,
    String lastError) {
  /** What {@link #read} expects of a query on {@code job}. */
  public static final String COLUMNS =
      "id,type,lane,priority,place,state,attempt,max_attempts,run_at,created_at,started_at,"
          + "finished_at,progress,"
          + "(SELECT error FROM past_attempt WHERE job=job.id ORDER BY number DESC LIMIT 1)";

  /** The number of {@link #COLUMNS}. */
  public static final int WIDTH = 14;

  public static JobRow read(ResultSet rows, JobTypes types) throws SQLException {
    return new JobRow(
        rows.getLong(1),
        types.type(rows.getInt(2)),
        Lane.of(rows.getInt(3)),
        rows.getInt(4),
        rows.getLong(5),
        StateCode.state(rows.getInt(6)),
        rows.getInt(7),
        rows.getInt(8),
        rows.getLong(9),
        rows.getLong(10),
        rows.getLong(11),
        rows.getLong(12),
        rows.getDouble(13),
        rows.getString(14));
  }

  /** Whether it has failed before and waits for its next attempt. */
  public boolean retrying() {
    return state == JobState.SCHEDULED && attempt > 0;
  }

  public JobRow processing(long now) {
    return with(JobState.PROCESSING, place, attempt + 1, runAt, now, 0, progress, lastError);
  }

  public JobRow pending(long newPlace, long since) {
    return with(JobState.PENDING, newPlace, attempt, since, startedAt, 0, progress, lastError);
  }

  /** Back in its place, as if this attempt had not begun. */
  public JobRow givenBack(double reached) {
    return with(JobState.PENDING, place, attempt - 1, runAt, startedAt, 0, reached, lastError);
  }

  public JobRow scheduled(long time, String error) {
    return with(JobState.SCHEDULED, place, attempt, time, startedAt, 0, progress, error);
  }

  public JobRow finished(JobState end, long now, String error) {
    return with(end, place, attempt, runAt, startedAt, now, progress, error);
  }

  public JobRow progressed(double fraction) {
    return with(state, place, attempt, runAt, startedAt, finishedAt, fraction, lastError);
  }

  /** With room for one more attempt when none is left. */
  public JobRow retryable(Lane newLane) {
    int attempts = Math.max(maxAttempts, attempt + 1);
    return new JobRow(
        row,
        type,
        newLane,
        priority,
        place,
        state,
        attempt,
        attempts,
        runAt,
        createdAt,
        startedAt,
        finishedAt,
        progress,
        lastError);
  }

  private JobRow with(
      JobState newState,
      long newPlace,
      int newAttempt,
      long newRunAt,
      long newStartedAt,
      long newFinishedAt,
      double newProgress,
      String error) {
    return new JobRow(
        row,
        type,
        lane,
        priority,
        newPlace,
        newState,
        newAttempt,
        maxAttempts,
        newRunAt,
        createdAt,
        newStartedAt,
        newFinishedAt,
        newProgress,
        error);
  }

  public Job job(JobIds ids) {
    return new Job(
        ids.uuid(row),
        type.name(),
        priority,
        Instant.ofEpochMilli(createdAt),
        state,
        attempt,
        maxAttempts,
        Instant.ofEpochMilli(runAt),
        time(startedAt),
        time(finishedAt),
        progress,
        Optional.ofNullable(lastError));
  }

  private static Optional<Instant> time(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
