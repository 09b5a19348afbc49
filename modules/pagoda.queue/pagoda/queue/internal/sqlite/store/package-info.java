/**
 * Carries rounds out in the file, and keeps in memory what makes them quick: heads and counters.
 */
package pagoda.queue.internal.sqlite.store;
