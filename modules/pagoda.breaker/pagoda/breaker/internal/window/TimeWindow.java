package pagoda.breaker.internal.window;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import pagoda.breaker.Counts;

/**
 * The results of the last so much time, in slices.
 *
 * <p>A quick success only raises one striped counter. Each slice notes where that counter stood
 * when the slice began, so the successes of the window are a difference of two readings. Whatever
 * was not a quick success is counted in its slice. A slice is made by the first result that falls
 * into it; idle time makes none.
 */
public final class TimeWindow implements ResultWindow {
  private final long origin;
  private final long sliceNanos;
  private final LongAdder successes = new LongAdder();
  private final AtomicReferenceArray<Slice> ring;
  private final AtomicReference<Slice> newest;

  public TimeWindow(long lengthNanos, int slices, long now) {
    origin = now;
    sliceNanos = Math.ceilDiv(lengthNanos, slices);
    ring = new AtomicReferenceArray<>(slices);
    newest = new AtomicReference<>(new Slice(0, 0));
    ring.set(0, newest.get());
  }

  @Override
  public void success(long now) {
    slice(now);
    successes.increment();
  }

  @Override
  public void add(byte outcome, long now) {
    if (outcome == Outcome.GOOD) {
      success(now);
    } else {
      slice(now).bad.incrementAndGet(outcome & 3);
    }
  }

  @Override
  public Counts counts(long now) {
    long oldestIndex = index(now) - ring.length() + 1;
    long base = Long.MAX_VALUE;
    long[] bad = new long[4];
    for (int i = 0; i < ring.length(); i++) {
      Slice slice = ring.get(i);
      if (slice != null && slice.index >= oldestIndex) {
        base = Math.min(base, slice.base);
        for (int kind = 1; kind < bad.length; kind++) {
          bad[kind] += slice.bad.get(kind);
        }
      }
    }
    long good = base == Long.MAX_VALUE ? 0 : successes.sum() - base;
    long both = bad[Outcome.FAILED | Outcome.SLOW];
    long failed = bad[Outcome.FAILED] + both;
    long slow = bad[Outcome.SLOW] + both;
    long failedOrSlow = failed + slow - both;
    return new Counts(
        Math.clamp(good + failedOrSlow, 0, Integer.MAX_VALUE),
        Math.clamp(failed, 0, Integer.MAX_VALUE),
        Math.clamp(slow, 0, Integer.MAX_VALUE),
        Math.clamp(failedOrSlow, 0, Integer.MAX_VALUE));
  }

  @Override
  public Counts verified(long now) {
    return counts(now);
  }

  private long index(long now) {
    return Math.max(0, now - origin) / sliceNanos; // a clock of the caller's may lag on a thread
  }

  /** The slice of this moment. A thread that is late books in the newest one. */
  private Slice slice(long now) {
    Slice slice = newest.get();
    return now - origin - slice.index * sliceNanos < sliceNanos ? slice : roll(index(now));
  }

  /**
   * Puts the slice into the ring before it becomes the newest. A success that falls into it is
   * added after that, and so after its base was read.
   */
  private Slice roll(long index) {
    int place = (int) (index % ring.length());
    Slice old = ring.get(place);
    if (old == null || old.index < index) {
      ring.compareAndSet(place, old, new Slice(index, successes.sum()));
    }
    Slice made = ring.get(place);
    return newest.accumulateAndGet(made, (seen, next) -> seen.index < next.index ? next : seen);
  }

  /** One slice; {@code bad} is indexed by the flags of an outcome. */
  private static final class Slice {
    private final long index;
    private final long base;
    private final AtomicIntegerArray bad = new AtomicIntegerArray(4);

    Slice(long index, long base) {
      this.index = index;
      this.base = base;
    }
  }
}
