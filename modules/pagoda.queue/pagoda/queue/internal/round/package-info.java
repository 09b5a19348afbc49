/**
 * The round: one thread writes ({@link pagoda.queue.internal.round.Writer}). It takes the
 * {@linkplain pagoda.queue.internal.round.Pending commands} that came in while the last commit went
 * to disk, hands them to the store as one {@link pagoda.queue.store.Round}, carries what came of it
 * over into memory, and hands the answers to another thread.
 */
package pagoda.queue.internal.round;
