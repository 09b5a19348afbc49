package pagoda.hanoi.internal.pool;

/**
 * Works that wait for a thread: by priority, and within one by arrival. Adding, removing and
 * finding the first take constant time and no memory, since the works themselves are the links.
 * Guarded by the lock of the {@link Scheduler}.
 */
final class ReadyQueue {
  private static final int PRIORITIES = 101;

  private final Work[] first = new Work[PRIORITIES];
  private final Work[] last = new Work[PRIORITIES];

  /** A bit for each priority that has works, in words of 64. */
  private final long[] present = new long[2];

  private int size;

  int size() {
    return size;
  }

  void add(Work work) {
    int p = work.priority;
    work.previous = last[p];
    work.next = null;
    if (last[p] == null) {
      first[p] = work;
      present[p >> 6] |= 1L << p;
    } else {
      last[p].next = work;
    }
    last[p] = work;
    size++;
  }

  /** The first work of the highest priority, or null. */
  Work first() {
    if (present[1] != 0) {
      return first[127 - Long.numberOfLeadingZeros(present[1])];
    }
    return present[0] == 0 ? null : first[63 - Long.numberOfLeadingZeros(present[0])];
  }

  /** Removes a work that is in this queue. */
  void remove(Work work) {
    int p = work.priority;
    if (work.previous == null) {
      first[p] = work.next;
    } else {
      work.previous.next = work.next;
    }
    if (work.next == null) {
      last[p] = work.previous;
    } else {
      work.next.previous = work.previous;
    }
    work.previous = null;
    work.next = null;
    if (first[p] == null) {
      present[p >> 6] &= ~(1L << p);
    }
    size--;
  }
}
