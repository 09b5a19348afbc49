/** When the next call may begin, for one limiter or by key. */
package pagoda.breaker.internal.limit;
