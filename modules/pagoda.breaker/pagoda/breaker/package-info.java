/**
 * Circuit breaker, retry, hedge, timeout, bulkhead and rate limiter, each alone or composed by
 * {@link pagoda.breaker.Resilience}.
 *
 * <p>For code that calls something over which it has no power: another service, a database, a
 * device. Calls are plain blocking calls on the caller's own thread, best a virtual one, or return
 * a {@link java.util.concurrent.CompletionStage} and hold no thread; code that can do neither uses
 * {@link pagoda.breaker.Permit}s.
 *
 * <p>What it is not for: it is no cache and no load balancer, it runs nothing on a pool, makes no
 * HTTP call and reads no configuration, and it shares nothing between processes. A call that may
 * not be made twice wants neither retry nor hedge. Work that must outlive the process wants a
 * durable queue. A limit that all processes share wants a server that counts.
 */
package pagoda.breaker;
