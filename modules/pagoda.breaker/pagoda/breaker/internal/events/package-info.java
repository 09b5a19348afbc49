/** Who hears what happened: listeners, each on a thread of its own, and the flight recorder. */
package pagoda.breaker.internal.events;
