package pagoda.queue.internal.metrics;

/** What the queue counts since it was opened. */
public enum Total {
  ENQUEUED(0),
  REPEATED(1),
  REFUSED(2),
  COMPLETED(3),
  FAILED(4),
  CANCELLED(5),
  RETRIED(6),
  TIMED_OUT(7),
  YIELDED(8),
  RETURNED(9),
  STALE(10),
  PRUNED(11),
  COMMITS(12),
  COMMITS_FAILED(13),
  CHECKPOINTS(14),
  SNOOZED(15),
  LEASED(16),
  LOST(17),
  UNCONFIRMED(18),
  LATE(19);

  /** How many there are. */
  public static final int COUNT = 20;

  private final int slot;

  Total(int slot) {
    this.slot = slot;
  }

  /** Its index in an array of {@link #COUNT}. */
  public int slot() {
    return slot;
  }
}
