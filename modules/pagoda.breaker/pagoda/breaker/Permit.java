package pagoda.breaker;

import java.time.Duration;

/**
 * The answer to a question for the right to make one call, by {@link CircuitBreaker#tryAcquire()},
 * {@link Bulkhead#tryAcquire()} and their like: for callers that cannot pass a {@link Task}.
 *
 * <p>A permit that is granted must be ended. The first verdict wins; whatever follows is ignored,
 * so {@code close()} in a {@code finally} is safe. It may be ended on another thread than the one
 * that took it. One that is not granted can be ended too, to no effect, and costs no allocation.
 * Thread-safe.
 *
 * {@snippet lang=java :
 * try (Permit permit = breaker.tryAcquire().orThrow()) {
 *   reply = client.exchange(request);
 *   permit.success();
 * } catch (IOException e) {
 *   // closed without a verdict; permit.failure(e) would have given one
 * }
 * }
 *
 * @since 0.1.0
 */
public interface Permit extends AutoCloseable {
  /**
   * Whether the call may be made.
   *
   * @return false when it is refused
   */
  boolean isGranted();

  /**
   * This permit, when the call may be made.
   *
   * @return this
   * @throws RefusedException when the call is refused: the one that {@code call} would throw
   */
  Permit orThrow();

  /**
   * When a refused caller should come back.
   *
   * @return zero when the permit is granted, or nobody knows
   */
  Duration retryAfter();

  /** Ends the call as a success. */
  void success();

  /**
   * Ends the call with what it threw. The breaker's {@link Classifier} decides what it means, so a
   * cancellation or an inner refusal gives the permit back without a verdict.
   *
   * @param thrown what was thrown
   */
  void failure(Throwable thrown);

  /** Ends the call as a failure without an exception. */
  void failure();

  /** Ends the call without a verdict. */
  void ignore();

  /** Ends the call without a verdict, unless it has ended already. */
  @Override
  void close();
}
