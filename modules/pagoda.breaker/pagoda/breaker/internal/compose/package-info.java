/** Policies around one another. */
package pagoda.breaker.internal.compose;
