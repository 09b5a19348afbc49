package pagoda.queue;

import java.time.Duration;

/** The queue holds as many waiting jobs as it may. Nothing was changed. */
public final class QueueFullException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final long waiting;
  private final long capacity;
  private final Duration retryAfter;

  /**
   * Builds the refusal.
   *
   * @param waiting the jobs that wait, pending and scheduled
   * @param capacity the bound for the refused priority
   * @param retryAfter when to come back, by the recent rate of work
   */
  public QueueFullException(long waiting, long capacity, Duration retryAfter) {
    super("Queue full: " + waiting + " of " + capacity + " jobs wait");
    this.waiting = waiting;
    this.capacity = capacity;
    this.retryAfter = retryAfter;
  }

  /**
   * The jobs that wait.
   *
   * @return pending and scheduled jobs
   */
  public long waiting() {
    return waiting;
  }

  /**
   * The bound that was met.
   *
   * @return the bound for the refused priority
   */
  public long capacity() {
    return capacity;
  }

  /**
   * When to come back.
   *
   * @return 1 to 60 seconds
   */
  public Duration retryAfter() {
    return retryAfter;
  }
}
