package pagoda.breaker;

/**
 * A call that a policy guards: it returns a value or throws.
 *
 * <p>A lambda that throws no checked exception infers {@code X} as {@link RuntimeException}, so
 * that its caller needs no {@code try}. A method reference to a {@link
 * java.util.concurrent.Callable} fits as it is.
 *
 * @param <T> what the call returns; may be {@code null}
 * @param <X> the checked exception it may throw
 * @since 0.1.0
 */
@FunctionalInterface
public interface Task<T, X extends Exception> {
  /**
   * Does the work on the thread of the caller.
   *
   * @return the result, may be {@code null}
   * @throws X when the work fails
   */
  T call() throws X;
}
