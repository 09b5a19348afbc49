/** What pays for retries. */
package pagoda.breaker.internal.retry;
