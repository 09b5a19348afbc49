/** One thing done to all jobs that match: accepted, carried out step by step, stopped. */
package pagoda.queue.internal.operation;
