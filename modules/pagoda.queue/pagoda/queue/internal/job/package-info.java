/** What a job is inside the queue: its row, its type, its id, its lane. */
package pagoda.queue.internal.job;
