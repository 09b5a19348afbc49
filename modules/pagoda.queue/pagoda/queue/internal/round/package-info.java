/**
 * The round: one thread writes ({@link pagoda.queue.internal.round.Writer}). It takes the
 * {@linkplain pagoda.queue.internal.round.Command changes} that came in while the last commit went
 * to disk, carries them out in one transaction ({@link pagoda.queue.internal.round.Batch}), lets
 * free workers claim what is most urgent, commits, and hands the answers to another thread.
 */
package pagoda.queue.internal.round;
