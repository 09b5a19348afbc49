package pagoda.hanoi;

/**
 * The turn that a {@link SlicedTask} has on a solver thread. A task looks at it every few
 * microseconds and returns soon after it is over. Used on that thread only.
 */
public interface Slice {
  /**
   * Tells whether to return now: 2 ms have passed, or nobody wants the result any more.
   *
   * @return whether the slice is over
   */
  boolean isOver();

  /** {@return whether nobody wants the result any more; what the task returns is then dropped} */
  boolean isCancelled();
}
