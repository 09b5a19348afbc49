/**
 * One thing done to all jobs that match a filter, however many: {@link
 * pagoda.queue.operation.JobOperations}.
 */
package pagoda.queue.operation;
