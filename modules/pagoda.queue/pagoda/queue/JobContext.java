package pagoda.queue;

import java.time.Duration;
import java.util.Optional;

/** What a handler can ask and tell while it runs one attempt. Thread-safe. */
public interface JobContext {
  /**
   * The job as it was claimed.
   *
   * @return the job, in state processing, with this attempt's number
   */
  Job job();

  /**
   * Reports how far the work is. Cheap: reports come to the file at most a few times a second, the
   * latest wins, and the last one is saved with the outcome.
   *
   * @param fraction 0 to 1; what lies outside is clamped
   */
  void progress(double fraction);

  /**
   * The latest checkpoint, from this attempt or an earlier one.
   *
   * @return the bytes; empty when the job starts from nothing
   */
  Optional<Bytes> checkpoint();

  /**
   * Saves where a later attempt can go on, and waits until it is on disk.
   *
   * @param state at most {@link QueueOptions#maxCheckpointBytes}
   * @return true when it is on disk; false when it is not, since the storage has no room or the job
   *     is no longer this attempt's: go on working, and look at {@link #cancelled()}
   * @throws PayloadTooLargeException when the state is too large
   */
  boolean saveCheckpoint(Bytes state);

  /**
   * Tells whether nobody wants the result any more: the job was cancelled or its time is up. A
   * handler should stop soon; its thread is interrupted too.
   *
   * @return true when it should stop
   */
  boolean cancelled();

  /**
   * Tells whether the handler should save its work and return {@link JobOutcome.Yielded}: a more
   * urgent job waits for its worker, or the process shuts down. A handler that computes should ask
   * every few milliseconds; asking also lets threads run that wait for its processor.
   *
   * @return true when it should yield
   */
  boolean yieldRequested();

  /**
   * Why the handler is to stop: {@link StopReason#CANCEL} and {@link StopReason#TIMEOUT} once
   * {@link #cancelled()}, the others once {@link #yieldRequested()}.
   *
   * @return the first reason that nobody wants the result, else why it should yield; empty when it
   *     should go on
   */
  Optional<StopReason> stopReason();

  /**
   * Adds lines to the log of the attempt, which is kept as long as its job: the first 64 KiB and
   * the last 192 KiB of it. A log that can not be written fails no job.
   *
   * @param lines one line or several; a line feed is added at the end when it is missing
   */
  void log(String lines);

  /**
   * Tells what the attempt used, to be kept with it; the last word counts. A completed attempt is
   * listed only if it told something.
   *
   * @param usage what is known
   */
  void used(Attempt.Usage usage);

  /**
   * The time left for this attempt, by the monotonic clock.
   *
   * @return the time left; zero or negative once it is up
   */
  Duration remaining();
}
