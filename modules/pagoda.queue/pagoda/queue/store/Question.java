package pagoda.queue.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.operation.Operation;

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
   * A step of a search, newest first: it looks at a bounded number of rows.
   *
   * @param match which jobs
   * @param before looks only at rows below this one
   * @param limit the most jobs
   * @param rows the most rows to look at
   */
  record Search(Match match, long before, int limit, int rows) implements Question<Found> {}

  /**
   * Operations, newest first.
   *
   * @param id the only one, if one is meant
   * @param unfinished whether those that ended are left out
   * @param limit the most of them
   */
  record Operations(OptionalLong id, boolean unfinished, int limit)
      implements Question<List<OperationRow>> {
    /**
     * {@return the question for one of them}
     *
     * @param id its number
     */
    public static Operations one(long id) {
      return new Operations(OptionalLong.of(id), false, 1);
    }

    /**
     * {@return the question for the newest of all}
     *
     * @param limit the most of them
     */
    public static Operations newest(int limit) {
      return new Operations(OptionalLong.empty(), false, limit);
    }

    /**
     * {@return the question for those that have not ended}
     *
     * @param limit the most of them
     */
    public static Operations open(int limit) {
      return new Operations(OptionalLong.empty(), true, limit);
    }
  }

  /**
   * How many jobs of each type are pending or scheduled.
   *
   * @param most each type is counted up to that many
   */
  record Waiting(int most) implements Question<Map<Integer, Long>> {}

  /**
   * An operation as it is kept.
   *
   * @param shown what callers see
   * @param next jobs below this row are still to be looked at
   */
  record OperationRow(Operation shown, long next) {}

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
}
