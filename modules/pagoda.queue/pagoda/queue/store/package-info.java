/**
 * The seam below the queue: what a writer wants of one transaction (a {@link
 * pagoda.queue.store.Round}), and what came of it (an {@link pagoda.queue.store.Outcome}). A {@link
 * pagoda.queue.store.JobStore} keeps jobs in a file or a database; all above it never sees SQL.
 *
 * <p>Exported to the stores of this project only; it may change with any release.
 */
package pagoda.queue.store;
