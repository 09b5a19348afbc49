package pagoda.queue.lease;

import java.time.Duration;
import pagoda.queue.QueueException;

/** As many claims wait as may. Nothing was changed. */
public final class ClaimLimitException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final int limit;

  /**
   * Builds the refusal.
   *
   * @param limit how many may wait
   * @param whose whose they are
   */
  public ClaimLimitException(int limit, String whose) {
    super(limit + " claims " + whose + " wait, which is the most");
    this.limit = limit;
  }

  /** {@return how many may wait} */
  public int limit() {
    return limit;
  }

  /** {@return when to come back} */
  public Duration retryAfter() {
    return Duration.ofSeconds(5);
  }
}
