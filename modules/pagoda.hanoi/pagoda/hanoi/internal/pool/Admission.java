package pagoda.hanoi.internal.pool;

/** What became of a work that wanted to come in. */
public enum Admission {
  /** It waits for its first turn. */
  ADMITTED,
  /** As many works wait as are allowed. */
  SATURATED,
  /** The scheduler takes no more work. */
  CLOSED
}
