/** Attempts elsewhere: the claims that wait for jobs, the leases under way, the workers. */
package pagoda.queue.internal.lease;
