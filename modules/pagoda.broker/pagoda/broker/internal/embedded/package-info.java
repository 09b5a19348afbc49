/**
 * The transport within one process: requests wait in queues ordered by priority and arrival, and go
 * to the servers of that queue that have room. Nothing is stored and nothing is copied.
 */
package pagoda.broker.internal.embedded;
