package pagoda.breaker;

/**
 * A call that is told which attempt it is, so that it can say so to what it calls.
 *
 * {@snippet lang=java :
 * retry.call(attempt -> client.send(request.withHeader("X-Attempt", attempt)));
 * }
 *
 * @param <T> what the call returns; may be {@code null}
 * @param <X> the checked exception it may throw
 * @since 0.1.0
 */
@FunctionalInterface
public interface AttemptTask<T, X extends Exception> {
  /**
   * Does the work on the thread of the caller.
   *
   * @param attempt 1 for the first attempt, at most {@link RetryPolicy#attempts()}
   * @return the result, may be {@code null}
   * @throws X when the work fails
   */
  T call(int attempt) throws X;
}
