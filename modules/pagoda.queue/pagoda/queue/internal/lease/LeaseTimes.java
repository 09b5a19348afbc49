package pagoda.queue.internal.lease;

import java.time.Duration;
import pagoda.queue.QueueOptions;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.lease.JobLeases;

/**
 * The spans of one lease, in nanoseconds. Immutable.
 *
 * @param length how long it lasts after each word of its worker
 * @param confirm how long it waits for the first one
 * @param limit the longest its attempt may take
 * @param grace how long a worker may take to stop
 */
public record LeaseTimes(long length, long confirm, long limit, long grace) {
  static LeaseTimes of(JobType type, QueueOptions options) {
    return new LeaseTimes(
        type.options().lease().orElse(JobLeases.LENGTH).toNanos(),
        JobLeases.CONFIRMED_WITHIN.toNanos(),
        type.timeLimit().orElse(options.timeLimit()).toNanos(),
        options.stopGrace().toNanos());
  }

  /** The longest wait of a beat. */
  public Duration longestWait() {
    Duration third = Duration.ofNanos(length / 3);
    return third.compareTo(JobLeases.LONGEST_WAIT) < 0 ? third : JobLeases.LONGEST_WAIT;
  }
}
