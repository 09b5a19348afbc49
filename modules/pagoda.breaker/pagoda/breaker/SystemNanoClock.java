package pagoda.breaker;

/** The clock of the machine. A final class rather than a lambda, so that calls to it inline. */
final class SystemNanoClock implements NanoClock {
  static final SystemNanoClock INSTANCE = new SystemNanoClock();

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
