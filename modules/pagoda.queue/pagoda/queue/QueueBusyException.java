package pagoda.queue;

import java.time.Duration;

/** More calls are under way than the queue keeps in memory. Nothing was changed. */
public final class QueueBusyException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * Builds the refusal.
   *
   * @param what which bound was met
   * @param retryAfter when to come back
   */
  public QueueBusyException(String what, Duration retryAfter) {
    super("Queue busy: " + what);
    this.retryAfter = retryAfter;
  }

  /**
   * When to come back.
   *
   * @return the time to wait
   */
  public Duration retryAfter() {
    return retryAfter;
  }
}
