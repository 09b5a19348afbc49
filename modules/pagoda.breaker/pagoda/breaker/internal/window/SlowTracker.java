package pagoda.breaker.internal.window;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows how many calls are in flight past a threshold, without an object or a timer for any of
 * them: calls in flight are counted by the slice of time in which they began.
 *
 * <p>The slices lie on a ring. A cell holds the number of its turn around the ring in the upper 32
 * bits and its count in the lower. The first call of a newer turn takes the cell over and moves
 * what is left in it to {@link #old}; a call that ends looks for its own turn and else takes itself
 * off there. So nothing is ever lost, however long a call hangs.
 *
 * <p>A slice is at most an eighth of the threshold, and counts only when all its calls are past it:
 * a call is seen at most a quarter of the threshold late and never early.
 */
public final class SlowTracker {
  private static final int CELLS = 32;
  private static final int CELL_BITS = 5;

  private final long origin;
  private final int sliceBits;

  /** How many slices back the newest one lies whose calls are all past the threshold. */
  private final long slicesBack;

  private final Stripes stripes = new Stripes(CELLS);
  private final AtomicLong old = new AtomicLong();

  public SlowTracker(long slowAfterNanos, long now) {
    origin = now;
    sliceBits = 63 - Long.numberOfLeadingZeros(Math.max(1, slowAfterNanos / 8));
    slicesBack = 1 + Math.ceilDiv(slowAfterNanos, 1L << sliceBits);
  }

  public void began(long start) {
    add(slice(start), 1);
  }

  public void ended(long start) {
    add(slice(start), -1);
  }

  /** The number of the slice a moment falls into; the count of slow calls only rises with it. */
  public long slice(long now) {
    return Math.max(0, now - origin) >> sliceBits;
  }

  /** How many calls are in flight. */
  public long running() {
    return count(Long.MAX_VALUE);
  }

  /** How many calls are in flight past the threshold. */
  public long slow(long now) {
    return count(slice(now) - slicesBack);
  }

  private long count(long newest) {
    long count = old.get();
    for (long[] row : stripes.rows()) {
      for (int place = 0; place < CELLS; place++) {
        long cell = Stripes.get(row, place);
        if (((cell >> 32 << CELL_BITS) | place) <= newest) {
          count += (int) cell;
        }
      }
    }
    return Math.max(0, count);
  }

  private void add(long slice, int delta) {
    int place = (int) (slice & (CELLS - 1));
    int turn = (int) (slice >> CELL_BITS);
    for (; ; ) {
      long[] row = stripes.row();
      long cell = Stripes.get(row, place);
      int ahead = turn - (int) (cell >> 32);
      int count = (int) cell;
      if (ahead < 0) {
        old.addAndGet(delta);
        return;
      }
      if (stripes.replace(row, place, cell, cell(turn, ahead == 0 ? count + delta : delta))) {
        if (ahead > 0 && count != 0) {
          old.addAndGet(count);
        }
        return;
      }
    }
  }

  private static long cell(int turn, int count) {
    return ((long) turn << 32) | (count & 0xffff_ffffL);
  }
}
