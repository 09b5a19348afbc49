/** Who hears of changes: listeners, and those who wait for the end of a job. */
package pagoda.queue.internal.feed;
