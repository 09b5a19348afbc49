package pagoda.app.jobs;

/** Decides whether a job may be accepted, before it is stored. Thread-safe. */
@FunctionalInterface
public interface Validation {
  /** Accepts everything. */
  Validation NONE = body -> {};

  /**
   * Returns if the job is acceptable.
   *
   * @param body the job as it was received
   * @throws ValidationRejectedException if it is not
   * @throws ValidationFailedException if nobody could tell
   * @throws pagoda.breaker.CircuitOpenException if nobody could tell lately, so nobody was asked
   */
  void check(byte[] body) throws InterruptedException;
}
