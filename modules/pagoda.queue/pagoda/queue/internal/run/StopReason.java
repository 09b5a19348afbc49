package pagoda.queue.internal.run;

/** Why nobody waits for an attempt's result any more. */
public enum StopReason {
  /** Its job was cancelled. */
  CANCELLED,
  /** Its time was up. */
  TIMED_OUT,
  /** The queue closes and could not wait any longer. */
  CLOSED
}
