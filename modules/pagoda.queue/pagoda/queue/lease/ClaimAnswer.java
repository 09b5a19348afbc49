package pagoda.queue.lease;

/** What became of a claim. Immutable. */
public sealed interface ClaimAnswer {
  /**
   * It got a job.
   *
   * @param lease the job
   */
  record Leased(Lease lease) implements ClaimAnswer {}

  /**
   * It got none.
   *
   * @param why why not
   */
  record Nothing(Why why) implements ClaimAnswer {}

  /** Why a claim got no job. */
  enum Why {
    /** None came while it waited. */
    WAITED,
    /** The same claim came again, and takes its place. */
    REPEATED,
    /** Its worker is to be quiet: to finish what it runs and leave. */
    QUIET,
    /** The queue's process ends; another may serve soon. */
    CLOSING
  }
}
