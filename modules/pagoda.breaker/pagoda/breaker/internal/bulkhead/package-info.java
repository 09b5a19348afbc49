/** The places of a bulkhead, and the search for how many there should be. */
package pagoda.breaker.internal.bulkhead;
