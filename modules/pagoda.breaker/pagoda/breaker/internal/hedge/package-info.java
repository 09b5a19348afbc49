/** Calls of one task that race one another. */
package pagoda.breaker.internal.hedge;
