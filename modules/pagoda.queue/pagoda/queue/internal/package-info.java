/**
 * The inside of the queue. One thread writes ({@link pagoda.queue.internal.Writer}): it takes the
 * {@linkplain pagoda.queue.internal.Command changes} that came in while the last commit went to
 * disk, carries them out in one transaction ({@link pagoda.queue.internal.Batch}), lets free
 * workers claim what is most urgent, commits, and hands the answers to another thread.
 *
 * <p>Nothing here is exported.
 */
package pagoda.queue.internal;
