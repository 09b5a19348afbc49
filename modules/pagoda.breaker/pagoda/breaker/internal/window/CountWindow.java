package pagoda.breaker.internal.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import pagoda.breaker.Counts;

/**
 * The last so many results: a ring of outcomes and their running totals.
 *
 * <p>While the window is full of quick successes another one changes nothing, so it is not even
 * written down: that is what makes a healthy breaker cheap and lets it scale. Otherwise a result
 * claims a place in the ring, adds itself to the totals, replaces what was in the place, and only
 * then takes that off the totals: so no total is ever below what the ring holds, and none is
 * negative.
 */
public final class CountWindow implements ResultWindow {
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(byte[].class);
  private static final VarHandle TOTALS;
  private static final VarHandle NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      TOTALS = lookup.findVarHandle(CountWindow.class, "totals", long.class);
      NEXT = lookup.findVarHandle(CountWindow.class, "next", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final byte[] ring;
  private final long allGood;
  private volatile long totals;
  private volatile long next;

  public CountWindow(int size) {
    ring = new byte[size];
    allGood = size * Packed.weight(Outcome.GOOD);
  }

  @Override
  public void success(long now) {
    if (totals != allGood) {
      add(Outcome.GOOD, now);
    }
  }

  @Override
  public void add(byte outcome, long now) {
    int place = (int) ((long) NEXT.getAndAdd(this, 1L) % ring.length);
    if ((byte) PLACE.getVolatile(ring, place) == outcome) {
      return;
    }
    TOTALS.getAndAdd(this, Packed.weight(outcome));
    byte old = (byte) PLACE.getAndSet(ring, place, outcome);
    if (old != Outcome.EMPTY) {
      TOTALS.getAndAdd(this, -Packed.weight(old));
    }
  }

  @Override
  public Counts counts(long now) {
    return Packed.counts(totals);
  }

  /** Counts the ring itself, since the totals also hold results that are about to leave. */
  @Override
  public Counts verified(long now) {
    long packed = 0;
    for (int place = 0; place < ring.length; place++) {
      packed += Packed.weight((byte) PLACE.getVolatile(ring, place));
    }
    return Packed.counts(packed);
  }

  /** Books what another window holds, oldest first. */
  void replay(CountWindow past) {
    int size = past.ring.length;
    int oldest = (int) (past.next % size);
    for (int i = 0; i < size; i++) {
      byte outcome = (byte) PLACE.getVolatile(past.ring, (oldest + i) % size);
      if (outcome != Outcome.EMPTY) {
        add(outcome, 0);
      }
    }
  }
}
