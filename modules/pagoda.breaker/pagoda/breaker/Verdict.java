package pagoda.breaker;

/** What the end of a call says about the health of what was called. */
public enum Verdict {
  /** It works. */
  SUCCESS,
  /** It fails. */
  FAILURE,
  /** Nothing can be concluded; the call leaves no mark and a probe's permit is given back. */
  IGNORE
}
