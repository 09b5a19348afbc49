package pagoda.breaker.internal.time;

import pagoda.breaker.NanoClock;

/** The clock of the machine. A final class rather than a lambda, so that calls to it inline. */
public final class SystemNanoClock implements NanoClock {
  public static final SystemNanoClock INSTANCE = new SystemNanoClock();

  private SystemNanoClock() {}

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public String toString() {
    return "NanoClock.system()";
  }
}
