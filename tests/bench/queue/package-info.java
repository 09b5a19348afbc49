/** The queue beside what one could use instead, and beside the disk; each figure from one run. */
package bench.queue;
