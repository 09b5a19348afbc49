package pagoda.breaker.internal.window;

/** When the last so many failures were. Only failures take its lock. */
public final class FailureTimes {
  /** Guarded by this. */
  private final long[] ring;

  /** How many failures have been booked. Guarded by this. */
  private long booked;

  public FailureTimes(int remembered) {
    ring = new long[remembered];
  }

  public synchronized void add(long now) {
    if (ring.length > 0) {
      ring[(int) (booked++ % ring.length)] = now;
    }
  }

  /** Whether the last so many failures lie within the time. */
  public synchronized boolean within(int count, long nanos, long now) {
    return booked >= count && now - ring[(int) ((booked - count) % ring.length)] <= nanos;
  }
}
