package pagoda.breaker;

/**
 * The right to make one call, handed out by {@link CircuitBreaker#tryAcquire()} or {@link
 * Bulkhead#tryAcquire()}, for asynchronous code and for callers that cannot pass a {@link Task}.
 *
 * <p>The first verdict wins; whatever follows is ignored, so {@code close()} in a {@code finally}
 * is safe. A permit may be ended on another thread than the one that took it. Thread-safe.
 *
 * <pre>{@code
 * Permit permit = breaker.tryAcquire();
 * if (permit == null) {
 *   return CompletableFuture.completedFuture(STALE_ANSWER);
 * }
 * return client.send(request).whenComplete((reply, failure) -> {
 *   if (failure == null) permit.success(); else permit.failure(failure);
 * });
 * }</pre>
 */
public interface Permit extends AutoCloseable {
  /** Ends the call as a success. */
  void success();

  /**
   * Ends the call with what it threw. The breaker's {@link Classifier} decides what it means, so a
   * cancellation or an inner refusal gives the permit back without a verdict.
   *
   * @param thrown what was thrown; {@code null} for a failure without an exception
   */
  void failure(Throwable thrown);

  /** Ends the call without a verdict. */
  void ignore();

  /** Ends the call without a verdict, unless it has ended already. */
  @Override
  void close();
}
