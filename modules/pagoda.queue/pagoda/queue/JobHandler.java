package pagoda.queue;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs the jobs of one type.
 *
 * <p>A module offers one with {@code provides pagoda.queue.JobHandler with …}. Several threads call
 * a handler at once. A job can run more than once (after a crash, a time-out or a failure), so its
 * effects should bear repetition.
 */
public interface JobHandler {
  /** What a handler mostly does, which decides where it runs. */
  enum Kind {
    /** Waits for others: runs on a virtual thread, up to {@link QueueOptions#workers} at once. */
    WAITS,
    /**
     * Computes: runs on the executor given to the queue, up to {@link QueueOptions#computeWorkers}
     * at once.
     */
    COMPUTES;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** {@return the name in lower case, as it appears in JSON} */
    public String text() {
      return text;
    }
  }

  /**
   * The type it serves.
   *
   * @return 1 to 64 characters of {@code a-z 0-9 . _ -}; the same at every call
   */
  String type();

  /**
   * What it mostly does.
   *
   * @return the kind; the same at every call
   */
  Kind kind();

  /**
   * The longest one attempt may take.
   *
   * @return the limit, 1 ms to 7 days, the same at every call; empty (the default) for {@link
   *     QueueOptions#timeLimit}
   */
  default Optional<Duration> timeLimit() {
    return Optional.empty();
  }

  /**
   * Tells whether its attempts run in processes of their own, so that none of them can end this
   * one. They have places of their own, {@link QueueOptions#programWorkers}, whatever their kind.
   * After an unclean end of this process they burn no attempt, and are no suspects.
   *
   * @return false by default; the same at every call
   */
  default boolean apart() {
    return false;
  }

  /**
   * The settings of its type.
   *
   * @return the settings, the same at every call; the default leaves all to the queue
   */
  default TypeOptions options() {
    return TypeOptions.defaults();
  }

  /**
   * Checks a payload before its job is accepted. The default accepts everything.
   *
   * @param payload the bytes received
   * @throws InvalidPayloadException when no attempt could succeed
   */
  default void validate(Bytes payload) {}

  /**
   * Runs one attempt.
   *
   * @param payload the bytes received
   * @param context progress, checkpoint, and whether to stop
   * @return how it ended
   * @throws Exception when the attempt failed; it is tried again while attempts are left
   */
  JobOutcome handle(Bytes payload, JobContext context) throws Exception;
}
