/** The generations of a breaker, the ways from one to the next, and the permits of their calls. */
package pagoda.breaker.internal.state;
