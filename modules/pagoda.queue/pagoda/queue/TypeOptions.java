package pagoda.queue;

import static pagoda.queue.InvalidOptionException.check;
import static pagoda.queue.InvalidOptionException.within;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import pagoda.queue.lease.JobLeases;

/**
 * The settings of a job type, each of which may be left to the queue's. Immutable and thread-safe;
 * each {@code with…} gives changed options, and throws {@link InvalidOptionException} for a value
 * out of its range.
 */
public final class TypeOptions {
  private static final TypeOptions DEFAULTS =
      new TypeOptions(
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final OptionalInt priority;
  private final OptionalInt maxAttempts;
  private final Optional<RetryBackoff> backoff;
  private final Optional<Duration> timeLimit;
  private final Optional<Duration> retention;
  private final Optional<Duration> lease;

  private TypeOptions(
      OptionalInt priority,
      OptionalInt maxAttempts,
      Optional<RetryBackoff> backoff,
      Optional<Duration> timeLimit,
      Optional<Duration> retention,
      Optional<Duration> lease) {
    this.priority = priority;
    this.maxAttempts = maxAttempts;
    this.backoff = backoff;
    this.timeLimit = timeLimit;
    this.retention = retention;
    this.lease = lease;
  }

  /** {@return options that leave everything to the queue's} */
  public static TypeOptions defaults() {
    return DEFAULTS;
  }

  /** {@return the priority of jobs that ask for none; empty for {@link JobRequest#NORMAL}} */
  public OptionalInt priority() {
    return priority;
  }

  /**
   * Changes {@link #priority}.
   *
   * @param value {@value JobRequest#LOWEST} to {@value JobRequest#HIGHEST}
   * @return the changed options
   */
  public TypeOptions withPriority(int value) {
    within("priority", value, JobRequest.LOWEST, JobRequest.HIGHEST);
    return new TypeOptions(
        OptionalInt.of(value), maxAttempts, backoff, timeLimit, retention, lease);
  }

  /**
   * {@return the attempts of jobs that ask for no number; empty for {@link
   * QueueOptions#maxAttempts}}
   */
  public OptionalInt maxAttempts() {
    return maxAttempts;
  }

  /**
   * Changes {@link #maxAttempts}.
   *
   * @param value 1 to {@value JobRequest#MOST_ATTEMPTS}
   * @return the changed options
   */
  public TypeOptions withMaxAttempts(int value) {
    within("maxAttempts", value, 1, JobRequest.MOST_ATTEMPTS);
    return new TypeOptions(priority, OptionalInt.of(value), backoff, timeLimit, retention, lease);
  }

  /** {@return the delays between attempts; empty for {@link QueueOptions#backoff}} */
  public Optional<RetryBackoff> backoff() {
    return backoff;
  }

  /**
   * Changes {@link #backoff}.
   *
   * @param value the delays
   * @return the changed options
   */
  public TypeOptions withBackoff(RetryBackoff value) {
    check(value != null, "backoff", "a backoff", value);
    return new TypeOptions(priority, maxAttempts, Optional.of(value), timeLimit, retention, lease);
  }

  /** {@return the longest an attempt may take; empty for its handler's, else the queue's} */
  public Optional<Duration> timeLimit() {
    return timeLimit;
  }

  /**
   * Changes {@link #timeLimit}.
   *
   * @param value 1 ms to 7 days
   * @return the changed options
   */
  public TypeOptions withTimeLimit(Duration value) {
    within("timeLimit", value, Duration.ofMillis(1), Duration.ofDays(7));
    return new TypeOptions(priority, maxAttempts, backoff, Optional.of(value), retention, lease);
  }

  /** {@return how long jobs are kept once they end; empty for {@link QueueOptions#retention}} */
  public Optional<Duration> retention() {
    return retention;
  }

  /**
   * Changes {@link #retention}; it holds for jobs that end from then on.
   *
   * @param value 0 to 3,650 days
   * @return the changed options
   */
  public TypeOptions withRetention(Duration value) {
    within("retention", value, Duration.ZERO, Duration.ofDays(3650));
    return new TypeOptions(priority, maxAttempts, backoff, timeLimit, Optional.of(value), lease);
  }

  /**
   * {@return how long an attempt elsewhere goes on after each word of its worker; empty for {@link
   * JobLeases#LENGTH}}
   */
  public Optional<Duration> lease() {
    return lease;
  }

  /**
   * Changes {@link #lease}; it holds for attempts that begin from then on.
   *
   * @param value 10 seconds to 10 minutes
   * @return the changed options
   */
  public TypeOptions withLease(Duration value) {
    within("lease", value, JobLeases.SHORTEST, JobLeases.LONGEST);
    return new TypeOptions(
        priority, maxAttempts, backoff, timeLimit, retention, Optional.of(value));
  }

  /**
   * The settings of two places together.
   *
   * @param stronger whose settings win
   * @return these options, changed by those that the stronger ones have
   */
  public TypeOptions and(TypeOptions stronger) {
    return new TypeOptions(
        stronger.priority.isPresent() ? stronger.priority : priority,
        stronger.maxAttempts.isPresent() ? stronger.maxAttempts : maxAttempts,
        stronger.backoff.or(() -> backoff),
        stronger.timeLimit.or(() -> timeLimit),
        stronger.retention.or(() -> retention),
        stronger.lease.or(() -> lease));
  }
}
