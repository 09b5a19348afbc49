package pagoda.queue.store;

import pagoda.queue.Bytes;

/** What became of a job that was to be added. Immutable. */
public sealed interface Added {
  /**
   * It is there.
   *
   * @param row the job
   */
  record New(JobRow row) implements Added {}

  /**
   * Its key was known.
   *
   * @param row the earlier job
   * @param digest what that job was asked for with
   */
  record Earlier(JobRow row, Bytes digest) implements Added {}

  /**
   * Its key was known, and the job that it made is gone.
   *
   * @param row the number that job had
   */
  record Gone(long row) implements Added {}

  /**
   * There is no room.
   *
   * @param waiting the jobs that wait
   * @param bound how many may
   */
  record Full(long waiting, long bound) implements Added {}
}
