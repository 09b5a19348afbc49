package pagoda.queue.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobState;

/**
 * Something a reader wants to know. Immutable.
 *
 * @param <T> the answer
 */
public sealed interface Question<T> {
  /**
   * One job.
   *
   * @param row its row
   */
  record One(long row) implements Question<Optional<JobRow>> {}

  /**
   * One job with all that belongs to it.
   *
   * @param row its row
   */
  record Detail(long row) implements Question<Optional<Details>> {}

  /**
   * What a claim of a job got, to be told again.
   *
   * @param row its row
   */
  record Work(long row) implements Question<Optional<Claimed>> {}

  /**
   * What an idempotency key made: {@link Added.Earlier} or {@link Added.Gone}.
   *
   * @param key scope and key
   */
  record OfKey(Bytes key) implements Question<Optional<Added>> {}

  /**
   * Jobs, newest first.
   *
   * @param states the states to list; empty means all
   * @param type the only type to list
   * @param before lists only rows below this one
   * @param limit the most rows
   */
  record Page(Set<JobState> states, OptionalInt type, long before, int limit)
      implements Question<Rows> {}

  /**
   * A job with all that belongs to it.
   *
   * @param row the job
   * @param payload its payload
   * @param result its result, once completed
   * @param resultType the result's media type
   * @param attempts the attempts that ended without one, or told what they used
   */
  record Details(
      JobRow row,
      Bytes payload,
      Optional<Bytes> result,
      Optional<String> resultType,
      List<Attempt> attempts) {}

  /**
   * A page.
   *
   * @param rows the jobs
   * @param next where the next page goes on, if there is one
   */
  record Rows(List<JobRow> rows, OptionalLong next) {}
}
