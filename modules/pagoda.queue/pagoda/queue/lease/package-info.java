/**
 * Work elsewhere: other processes and machines claim jobs of a queue, each under a lease, and tell
 * how they fare.
 */
package pagoda.queue.lease;
