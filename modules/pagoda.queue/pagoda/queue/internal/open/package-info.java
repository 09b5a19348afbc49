/** Opens and closes a queue, and takes callers\047 wishes to writer and readers. */
package pagoda.queue.internal.open;
