package pagoda.queue.lease;

/**
 * The numbers of work elsewhere. Immutable.
 *
 * @param waiting the claims that wait
 * @param leased the attempts under way
 * @param workers the workers that are known and not gone
 * @param claimed the jobs given to claims since the queue was opened
 * @param lost the leases that lapsed
 * @param unconfirmed the jobs that were given back since nobody said that they had begun
 * @param late the completed attempts that were taken though their lease had lapsed
 */
public record LeaseSnapshot(
    int waiting, int leased, int workers, long claimed, long lost, long unconfirmed, long late) {}
