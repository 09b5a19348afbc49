package pagoda.queue.internal.lease;

/** What the writer has to do about a lease. */
public enum Verdict {
  /** Nothing yet. */
  GOES_ON,
  /** To give the job back: nobody said that the attempt has begun. */
  UNCONFIRMED,
  /** To count the attempt as lost. */
  LOST,
  /** To count the attempt as one that took too long. */
  TIMED_OUT,
  /** To forget the lease. */
  OVER
}
