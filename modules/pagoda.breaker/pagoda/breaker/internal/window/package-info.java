/** Counters that many threads raise: results by number and by time, calls in flight by age. */
package pagoda.breaker.internal.window;
