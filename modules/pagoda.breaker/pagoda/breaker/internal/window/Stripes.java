package pagoda.breaker.internal.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counters that many threads raise at once: rows of longs, of which each thread prefers one, and
 * whose sums are the counters. It begins with one row and doubles them when a thread meets another
 * one there, so an idle breaker stays small. The idea is that of the JDK's {@code Striped64}.
 */
final class Stripes {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int MOST_ROWS =
      Math.min(64, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 4);

  /**
   * Unused longs before and after a row's cells: 128 bytes, the JVM's own {@code
   * ContendedPaddingWidth}, since processors fetch lines in pairs. Without those in front a row may
   * lie beside an object that every call reads, which costs two threads three times the time.
   */
  private static final int PADDING = 16;

  private volatile long[][] rows;

  Stripes(int width) {
    rows = new long[][] {new long[PADDING + width + PADDING]};
  }

  void increment(int index) {
    long[] row = row();
    int cell = PADDING + index;
    long seen = (long) CELL.getOpaque(row, cell);
    if (!CELL.compareAndSet(row, cell, seen, seen + 1)) {
      grow();
      CELL.getAndAdd(row(), cell, 1L);
    }
  }

  /** The row of the calling thread. */
  long[] row() {
    long[][] all = rows;
    return all[(int) Thread.currentThread().threadId() & (all.length - 1)];
  }

  static long get(long[] row, int index) {
    return (long) CELL.getVolatile(row, PADDING + index);
  }

  /** Sets a cell if it still holds what was seen; when not, makes room for the next attempt. */
  boolean replace(long[] row, int index, long seen, long next) {
    if (CELL.compareAndSet(row, PADDING + index, seen, next)) {
      return true;
    }
    grow();
    return false;
  }

  long sum(int index) {
    long sum = 0;
    for (long[] row : rows) {
      sum += get(row, index);
    }
    return sum;
  }

  long[][] rows() {
    return rows;
  }

  private void grow() {
    if (rows.length >= MOST_ROWS) {
      return;
    }
    synchronized (this) {
      long[][] old = rows;
      if (old.length < MOST_ROWS) {
        long[][] more = new long[old.length * 2][];
        System.arraycopy(old, 0, more, 0, old.length);
        for (int i = old.length; i < more.length; i++) {
          more[i] = new long[old[0].length];
        }
        rows = more;
      }
    }
  }
}
