package pagoda.queue.internal;

/** Why nobody waits for an attempt's result any more. */
enum StopReason {
  /** Its job was cancelled. */
  CANCELLED,
  /** Its time was up. */
  TIMED_OUT,
  /** The queue closes and could not wait any longer. */
  CLOSED
}
