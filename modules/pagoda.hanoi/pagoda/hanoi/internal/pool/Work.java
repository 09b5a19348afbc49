package pagoda.hanoi.internal.pool;

/**
 * Something a {@link Scheduler} gives turns to. All fields but one belong to the scheduler and are
 * guarded by its lock.
 */
public abstract class Work {

  /** What a turn ended with. */
  public enum Outcome {
    /** It wants another turn. */
    AGAIN,
    /** It wants another turn once it has been resumed. */
    PAUSE,
    /** It came to its end. */
    COMPLETED,
    /** It ended with an exception of its own. */
    FAILED
  }

  /*
   * NEW ─admit→ QUEUED ─take→ RUNNING ─AGAIN→ QUEUED
   *                           RUNNING ─PAUSE→ PAUSED ─resume→ QUEUED
   *                           RUNNING ─COMPLETED, FAILED→ ENDED
   * cancel: QUEUED, PAUSED → ENDED at once, RUNNING → ENDED at the end of the turn
   */
  enum State {
    NEW,
    QUEUED,
    RUNNING,
    PAUSED,
    ENDED
  }

  final int priority;
  final boolean holdsThread;

  State state = State.NEW;
  Work next;
  Work previous;
  long arrival;
  boolean resumed;
  Thread thread;
  boolean replaced;
  long turnStart;
  long busyNanos;

  private volatile boolean cancelled;

  /**
   * Makes a work.
   *
   * @param priority 0 to 100, higher first
   * @param holdsThread whether it knows no slices, and is interrupted when it is cancelled
   */
  protected Work(int priority, boolean holdsThread) {
    this.priority = priority;
    this.holdsThread = holdsThread;
  }

  /** Works for one turn, on a solver thread and outside all locks. Must not throw. */
  protected abstract Outcome run();

  /** Told once, outside all locks, that it has completed or failed and is counted. */
  protected abstract void ended();

  /** Told once, outside all locks, that the scheduler was closed before the work had ended. */
  protected abstract void abandoned();

  /** {@return whether nobody wants this work any more} */
  protected final boolean cancelled() {
    return cancelled;
  }

  final void markCancelled() {
    cancelled = true;
  }
}
