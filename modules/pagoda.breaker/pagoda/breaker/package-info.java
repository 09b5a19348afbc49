/**
 * Circuit breaker, retry, timeout, bulkhead and rate limiter, each alone or composed by {@link
 * pagoda.breaker.Resilience}.
 *
 * <p>For code that calls something over which it has no power: another service, a database, a
 * device. Calls are plain blocking calls on the caller's own thread, best a virtual one, or return
 * a {@link java.util.concurrent.CompletionStage} and hold no thread; code that can do neither uses
 * {@link pagoda.breaker.Permit}s.
 *
 * <p>It is neither a cache nor a load balancer, and shares nothing between processes.
 */
package pagoda.breaker;
