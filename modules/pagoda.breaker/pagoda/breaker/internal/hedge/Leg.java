package pagoda.breaker.internal.hedge;

/** One of the calls that race. */
interface Leg {
  /** Begins it; its end is told to its race once. */
  void begin();

  /** It is not wanted any more: nothing is told. */
  void lose();

  /** Passes on an interrupt of the caller. */
  void interrupt();
}
