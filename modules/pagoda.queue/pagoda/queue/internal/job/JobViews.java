package pagoda.queue.internal.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobPage;
import pagoda.queue.store.Found;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Marks;
import pagoda.queue.store.Question;

/**
 * Jobs as callers see them, made of rows. Thread-safe.
 *
 * @param ids the ids of a store
 * @param types its types
 */
public record JobViews(JobIds ids, JobTypes types) {
  /** A job. */
  public Job job(JobRow row) {
    return new Job(
        ids.uuid(row.row()),
        types.name(row.type()),
        row.priority(),
        Instant.ofEpochMilli(row.createdAt()),
        row.state(),
        row.attempt(),
        row.maxAttempts(),
        Instant.ofEpochMilli(row.runAt()),
        time(row.startedAt()),
        time(row.finishedAt()),
        row.progress(),
        row.lastError(),
        row.submitted().envelope(),
        claims(row));
  }

  private static Job.Claims claims(JobRow row) {
    Marks marks = row.standing().marks();
    return new Job.Claims(
        row.claims(),
        marks.worker(),
        marks.snoozes(),
        time(marks.snoozedSince()),
        marks.suspect() > 0);
  }

  /** A job with all that belongs to it. */
  public JobDetail detail(Question.Details found) {
    return new JobDetail(
        job(found.row()), found.payload(), found.result(), found.resultType(), found.attempts());
  }

  /** A page of jobs. */
  public JobPage page(Found found) {
    List<JobPage.Row> rows =
        found.entries().stream()
            .map(entry -> new JobPage.Row(job(entry.row()), entry.payload()))
            .toList();
    OptionalLong next = found.next();
    return new JobPage(
        rows,
        next.isPresent() ? Optional.of(ids.uuid(next.getAsLong())) : Optional.empty(),
        found.examined());
  }

  /** The row of a job. */
  public long row(UUID id) {
    return ids.row(id).orElseThrow(() -> new JobNotFoundException(id));
  }

  private static Optional<Instant> time(long millis) {
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
