package pagoda.breaker.blackbox;

/** A call that the reference let through. Two calls that began at once are two calls. */
final class ReferenceCall {
  final long generation;
  final long start;

  /** The threshold it began under, in nanoseconds; zero for none. */
  private final long slowAfter;

  ReferenceCall(long generation, long start, long slowAfter) {
    this.generation = generation;
    this.start = start;
    this.slowAfter = slowAfter;
  }

  boolean isSlow(long now) {
    return slowAfter > 0 && now - start > slowAfter;
  }

  @Override
  public String toString() {
    return "call of generation " + generation + ", begun at " + start;
  }
}
