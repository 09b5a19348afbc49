package pagoda.hanoi;

/**
 * What a slice of a task ended with: more to do, or the task's result.
 *
 * @param <T> the type of the task's result
 */
public sealed interface SliceResult<T> {

  /**
   * Says that the task needs another slice.
   *
   * @param <T> the type of the task's result
   * @return the same object each time
   */
  @SuppressWarnings("unchecked") // it holds no value of the type
  static <T> SliceResult<T> more() {
    return (SliceResult<T>) More.MORE;
  }

  /**
   * Says that the task is done.
   *
   * @param value its result, may be null
   * @param <T> the type of the result
   * @return the end of the task
   */
  static <T> SliceResult<T> done(T value) {
    return new Done<>(value);
  }

  /**
   * There is more to do.
   *
   * @param <T> the type of the task's result
   */
  final class More<T> implements SliceResult<T> {
    private static final More<?> MORE = new More<>();

    private More() {}
  }

  /**
   * The task is done.
   *
   * @param value its result
   * @param <T> the type of the result
   */
  record Done<T>(T value) implements SliceResult<T> {}
}
