/**
 * The file: connections, statements, schema, heads, recovery, backup, verifier, and the faults of
 * its disk.
 */
package pagoda.queue.internal.sqlite;
