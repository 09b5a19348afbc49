package pagoda.queue;

import java.util.Locale;

/**
 * Where a job stands.
 *
 * <pre>
 *   scheduled ──due──▶ pending ──claim──▶ processing ──▶ completed
 *       ▲                 ▲                   │  │  └───▶ failed
 *       │                 └──yield, restart───┘  │
 *       └───────────────────retry after backoff──┘      cancelled from every unfinished state
 * </pre>
 */
public enum JobState {
  /** Ready: waits for a free worker. */
  PENDING,
  /** Waits for its time: delayed by the caller, or backing off before a retry. */
  SCHEDULED,
  /** A worker runs it now. */
  PROCESSING,
  /** Finished with a result. */
  COMPLETED,
  /** Finished without success: out of attempts, or failed for good. */
  FAILED,
  /** Finished by a caller's cancel. */
  CANCELLED;

  private static final JobState[] STATES = values();

  private final String text = name().toLowerCase(Locale.ROOT);

  /**
   * The name as it appears in JSON.
   *
   * @return the name in lower case
   */
  public String text() {
    return text;
  }

  /**
   * Tells whether a job in this state stays in it unless someone retries it.
   *
   * @return true for completed, failed and cancelled
   */
  public boolean finished() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  /**
   * Finds a state by the name it has in JSON.
   *
   * @param text the name in lower case
   * @return the state
   * @throws InvalidJobException when no state has that name
   */
  public static JobState parse(String text) {
    for (JobState state : STATES) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    throw new InvalidJobException(
        "state", "pending, scheduled, processing, completed, failed or cancelled", text);
  }
}
