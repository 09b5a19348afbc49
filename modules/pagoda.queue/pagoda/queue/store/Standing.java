package pagoda.queue.store;

import java.util.Optional;
import pagoda.queue.JobState;

/**
 * How a job stands. Immutable; times are milliseconds since 1970, and 0 stands for none.
 *
 * @param state where it stands
 * @param place its place among the jobs of its priority
 * @param attempt the attempts that count
 * @param claims the number of its latest claim; it only rises, and fences what an attempt may do
 * @param runAt the time before which it does not start; when it became ready, if pending
 * @param startedAt when its latest attempt began
 * @param finishedAt when it finished
 * @param progress how far it is
 * @param lastError why its latest unsuccessful attempt ended
 * @param marks what is told of few jobs
 */
public record Standing(
    JobState state,
    long place,
    int attempt,
    long claims,
    long runAt,
    long startedAt,
    long finishedAt,
    double progress,
    Optional<String> lastError,
    Marks marks) {
  /**
   * How a job stands that was just added.
   *
   * @param state where it stands
   * @param place its place
   * @param runAt when it is ready
   * @return its standing
   */
  public static Standing added(JobState state, long place, long runAt) {
    return new Standing(state, place, 0, 0, runAt, 0, 0, 0, Optional.empty(), Marks.NONE);
  }

  Standing processing(long now) {
    return new Standing(
        JobState.PROCESSING,
        place,
        attempt + 1,
        claims + 1,
        runAt,
        now,
        0,
        progress,
        lastError,
        marks);
  }

  Standing waiting(JobState next, long newPlace, long time, int burnt, Optional<String> error) {
    return new Standing(next, newPlace, burnt, claims, time, startedAt, 0, progress, error, marks);
  }

  Standing finished(JobState end, long now, Optional<String> error) {
    return new Standing(end, place, attempt, claims, runAt, startedAt, now, progress, error, marks);
  }

  Standing progressed(double fraction) {
    return new Standing(
        state, place, attempt, claims, runAt, startedAt, finishedAt, fraction, lastError, marks);
  }

  Standing marked(Marks newMarks) {
    return newMarks.equals(marks)
        ? this
        : new Standing(
            state,
            place,
            attempt,
            claims,
            runAt,
            startedAt,
            finishedAt,
            progress,
            lastError,
            newMarks);
  }
}
