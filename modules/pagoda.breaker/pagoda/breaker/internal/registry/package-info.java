/** The breakers that a registry holds. */
package pagoda.breaker.internal.registry;
