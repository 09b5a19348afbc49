package pagoda.hanoi;

/**
 * Work that is done in slices, so that more urgent work can come between. It keeps what it needs to
 * go on in its own fields.
 *
 * <p>Slices of one task never overlap, and each sees what the one before wrote, though they may run
 * on different threads.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface SlicedTask<T> {
  /**
   * Works until the slice is over or the task is done.
   *
   * @param slice tells when to return
   * @return {@link SliceResult#more} or {@link SliceResult#done}
   * @throws Exception if the task has failed; it gets no further slice
   */
  SliceResult<T> run(Slice slice) throws Exception;
}
