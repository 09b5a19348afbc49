package pagoda.broker.internal.handle;

/** Why nobody waits for the answer to a request any more. */
public enum StopCause {
  /** The caller cancelled. */
  CALLER,
  /** The caller's deadline, or the server's own limit, passed. */
  DEADLINE,
  /** The server closes, or lost the link the answer would go by: another server shall answer. */
  SERVER
}
