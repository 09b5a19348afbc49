package pagoda.hanoi.internal.pool;

/**
 * The numbers of a {@link Scheduler}. Confined to one thread, or guarded by the scheduler's lock.
 */
public final class Tally {
  /** Works that run now. */
  public int active;

  /** Of those, works without slices. */
  public int held;

  /** Works without slices whose threads were replaced; they are not among the held. */
  public int lost;

  /** Works that wait for a thread. */
  public int queued;

  /** Works that wait to be resumed. */
  public int paused;

  /** Works taken in. */
  public long admitted;

  /** Works that came to their end. */
  public long completed;

  /** Works that ended with an exception. */
  public long failed;

  /** Works that were given up. */
  public long cancelled;

  /** Works refused. */
  public long rejected;

  /** Turns run to their end. */
  public long slices;

  /** Time worked, in nanoseconds. */
  public long busyNanos;

  Tally() {}

  Tally copy() {
    Tally copy = new Tally();
    copy.active = active;
    copy.held = held;
    copy.lost = lost;
    copy.queued = queued;
    copy.paused = paused;
    copy.admitted = admitted;
    copy.completed = completed;
    copy.failed = failed;
    copy.cancelled = cancelled;
    copy.rejected = rejected;
    copy.slices = slices;
    copy.busyNanos = busyNanos;
    return copy;
  }
}
