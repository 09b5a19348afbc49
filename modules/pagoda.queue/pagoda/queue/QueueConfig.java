package pagoda.queue;

import static pagoda.queue.InvalidConfigException.check;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a queue. Immutable; {@link #builder} starts from the defaults.
 *
 * @param file the SQLite file, made if missing; its folder must exist
 * @param capacity how many jobs may wait (pending and scheduled), 1 to 1,000,000,000; default
 *     100,000
 * @param emergencyReserve how many emergencies (priority ≥ {@value JobRequest#EMERGENCY}) may wait
 *     beyond the capacity, 0 to 1,000,000; default 1,000
 * @param workers how many waiting jobs run at once, 1 to 10,000; default 16
 * @param computeWorkers how many computing jobs run at once, 1 to 1,000; default the processors
 * @param maxAttempts the attempts of a job that asks for no number, 1 to 100; default 3
 * @param timeLimit the longest an attempt may take, 1 ms to 7 days; default 10 minutes
 * @param stopGrace how long a handler may take to stop once it is told to, before its attempt is
 *     given up on, 0 to 1 hour; default 5 s
 * @param retention how long finished jobs are kept, 0 to 3,650 days; default 7 days
 * @param backoff the delays between attempts
 * @param ageing zero (the default) for strict priority; else the time, up to 30 days, after which a
 *     waiting job counts as one priority higher, up to 100: a job of priority p waits no longer
 *     than (q − p) times this behind jobs of priority q that came later
 * @param yieldFrom the least priority for which a running job of lower priority is asked to yield,
 *     0 to 101; default 10; 101 means never
 * @param maxPayloadBytes the largest payload, 0 to 256 MiB; default 1 MiB
 * @param maxResultBytes the largest result, 0 to 256 MiB; default 1 MiB
 * @param maxCheckpointBytes the largest checkpoint, 0 to 256 MiB; default 1 MiB
 * @param ballastBytes the size of a file that is deleted when the disk is full, so that running
 *     jobs can still be finished, 0 to 1 GiB; default 8 MiB; 0 means none
 * @param readers the threads and connections that read, 1 to 4; default 2
 */
public record QueueConfig(
    Path file,
    long capacity,
    long emergencyReserve,
    int workers,
    int computeWorkers,
    int maxAttempts,
    Duration timeLimit,
    Duration stopGrace,
    Duration retention,
    Backoff backoff,
    Duration ageing,
    int yieldFrom,
    int maxPayloadBytes,
    int maxResultBytes,
    int maxCheckpointBytes,
    long ballastBytes,
    int readers) {
  private static final int MEBIBYTE = 1 << 20;

  /** Checks every range. */
  public QueueConfig {
    boolean named = !file.toString().isEmpty() && file.toString().indexOf('?') < 0;
    check(named, "file", "a file name without ?", file); // a JDBC URL would take it for options
    within("capacity", capacity, 1, 1_000_000_000);
    within("emergencyReserve", emergencyReserve, 0, 1_000_000);
    within("workers", workers, 1, 10_000);
    within("computeWorkers", computeWorkers, 1, 1_000);
    within("maxAttempts", maxAttempts, 1, JobRequest.MOST_ATTEMPTS);
    within("timeLimit", timeLimit, Duration.ofMillis(1), Duration.ofDays(7));
    within("stopGrace", stopGrace, Duration.ZERO, Duration.ofHours(1));
    within("retention", retention, Duration.ZERO, Duration.ofDays(3650));
    within("ageing", ageing, Duration.ZERO, Duration.ofDays(30));
    within("yieldFrom", yieldFrom, JobRequest.LOWEST, JobRequest.HIGHEST + 1);
    within("maxPayloadBytes", maxPayloadBytes, 0, 256 * MEBIBYTE);
    within("maxResultBytes", maxResultBytes, 0, 256 * MEBIBYTE);
    within("maxCheckpointBytes", maxCheckpointBytes, 0, 256 * MEBIBYTE);
    within("ballastBytes", ballastBytes, 0, 1024 * MEBIBYTE);
    within("readers", readers, 1, 4);
  }

  /**
   * The defaults.
   *
   * @param file the SQLite file, made if missing
   * @return the settings
   */
  public static QueueConfig of(Path file) {
    return builder(file).build();
  }

  /**
   * Starts from the defaults.
   *
   * @param file the SQLite file, made if missing
   * @return a builder
   */
  public static QueueConfigBuilder builder(Path file) {
    return new QueueConfigBuilder(file);
  }

  private static void within(String setting, long value, long least, long most) {
    check(value >= least && value <= most, setting, least + " to " + most, value);
  }

  private static void within(String setting, Duration value, Duration least, Duration most) {
    boolean valid = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    check(valid, setting, least + " to " + most, value);
  }
}
