package pagoda.hanoi.internal.pool;

/**
 * All works that wait for a thread: those in slices and those that will hold their thread, which
 * may have to be passed over. Guarded by the lock of the {@link Scheduler}.
 */
final class ReadyWorks {
  private final ReadyQueue sliced = new ReadyQueue();
  private final ReadyQueue holding = new ReadyQueue();
  private long arrivals;

  int size() {
    return sliced.size() + holding.size();
  }

  void add(Work work) {
    work.arrival = arrivals++;
    queueOf(work).add(work);
  }

  /** Removes a work that is among these. */
  void remove(Work work) {
    queueOf(work).remove(work);
  }

  private ReadyQueue queueOf(Work work) {
    return work.holdsThread ? holding : sliced;
  }

  /** The most urgent work, or null: the highest priority, and of that the first to arrive. */
  Work first(boolean mayHold) {
    Work one = sliced.first();
    Work other = mayHold ? holding.first() : null;
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    if (one.priority != other.priority) {
      return one.priority > other.priority ? one : other;
    }
    return one.arrival < other.arrival ? one : other;
  }
}
