package pagoda.queue.store;

/** What became of a result that came from elsewhere. */
public enum Finished {
  /** It was taken; the attempt was under way. */
  DONE,
  /** It was taken although its lease had lapsed: nobody has claimed the job since. */
  LATE,
  /** The same claim has completed the job before. */
  REPEATED,
  /** A later claim exists, or the job ended otherwise. */
  LOST,
  /** There is no such job. */
  MISSING
}
