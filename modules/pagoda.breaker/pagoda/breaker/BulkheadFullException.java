package pagoda.breaker;

import java.time.Duration;

/**
 * A bulkhead refused a call: as many are running, and waiting, as it allows.
 *
 * @since 0.1.0
 */
public final class BulkheadFullException extends RefusedException {
  private static final long serialVersionUID = 1L;

  private final String bulkhead;
  private final int limit;
  private final boolean interrupted;

  /**
   * Makes the exception.
   *
   * @param bulkhead the bulkhead's name
   * @param limit how many calls it allows at once
   * @param interrupted whether the caller was interrupted while it waited for a place
   */
  public BulkheadFullException(String bulkhead, int limit, boolean interrupted) {
    this.bulkhead = bulkhead;
    this.limit = limit;
    this.interrupted = interrupted;
  }

  /**
   * Which bulkhead refused.
   *
   * @return its name
   */
  public String bulkhead() {
    return bulkhead;
  }

  /**
   * How many calls it allowed at once at that moment.
   *
   * @return the limit
   */
  public int limit() {
    return limit;
  }

  /**
   * Whether the wait for a place was cut short by an interrupt. The thread's interrupt flag is then
   * set again.
   *
   * @return true after an interrupt
   */
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public Duration retryAfter() {
    return Duration.ZERO;
  }

  @Override
  public String getMessage() {
    String what = interrupted ? "was left by an interrupted caller" : "is full";
    return "bulkhead '" + bulkhead + "' " + what + " (limit " + limit + ")";
  }
}
