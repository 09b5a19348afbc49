/** What the queue counts and measures of itself. */
package pagoda.queue.internal.metrics;
