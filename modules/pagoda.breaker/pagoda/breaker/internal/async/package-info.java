/** Calls that end on whatever thread completes them. */
package pagoda.breaker.internal.async;
