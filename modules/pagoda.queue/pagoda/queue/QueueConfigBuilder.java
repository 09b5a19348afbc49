package pagoda.queue;

import java.nio.file.Path;
import java.time.Duration;

/** Gathers a {@link QueueConfig}, which tells the ranges and defaults. Confined to one thread. */
public final class QueueConfigBuilder {
  private final Path file;
  private long capacity = 100_000;
  private long emergencyReserve = 1_000;
  private int workers = 16;
  private int computeWorkers = Runtime.getRuntime().availableProcessors();
  private int maxAttempts = 3;
  private Duration timeLimit = Duration.ofMinutes(10);
  private Duration stopGrace = Duration.ofSeconds(5);
  private Duration retention = Duration.ofDays(7);
  private Backoff backoff = Backoff.DEFAULT;
  private Duration ageing = Duration.ZERO;
  private int yieldFrom = JobRequest.EMERGENCY;
  private int maxPayloadBytes = 1 << 20;
  private int maxResultBytes = 1 << 20;
  private int maxCheckpointBytes = 1 << 20;
  private long ballastBytes = 8 << 20;
  private int readers = 2;

  QueueConfigBuilder(Path file) {
    this.file = file;
  }

  /**
   * Sets {@link QueueConfig#capacity}.
   *
   * @param value how many jobs may wait
   * @return this
   */
  public QueueConfigBuilder capacity(long value) {
    capacity = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#emergencyReserve}.
   *
   * @param value how many emergencies may wait beyond the capacity
   * @return this
   */
  public QueueConfigBuilder emergencyReserve(long value) {
    emergencyReserve = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#workers}.
   *
   * @param value how many waiting jobs run at once
   * @return this
   */
  public QueueConfigBuilder workers(int value) {
    workers = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#computeWorkers}.
   *
   * @param value how many computing jobs run at once
   * @return this
   */
  public QueueConfigBuilder computeWorkers(int value) {
    computeWorkers = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#maxAttempts}.
   *
   * @param value the attempts of a job that asks for no number
   * @return this
   */
  public QueueConfigBuilder maxAttempts(int value) {
    maxAttempts = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#timeLimit}.
   *
   * @param value the longest an attempt may take
   * @return this
   */
  public QueueConfigBuilder timeLimit(Duration value) {
    timeLimit = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#stopGrace}.
   *
   * @param value how long a handler may take to stop
   * @return this
   */
  public QueueConfigBuilder stopGrace(Duration value) {
    stopGrace = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#retention}.
   *
   * @param value how long finished jobs are kept
   * @return this
   */
  public QueueConfigBuilder retention(Duration value) {
    retention = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#backoff}.
   *
   * @param value the delays between attempts
   * @return this
   */
  public QueueConfigBuilder backoff(Backoff value) {
    backoff = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#ageing}.
   *
   * @param value the wait that counts as one priority; zero means strict
   * @return this
   */
  public QueueConfigBuilder ageing(Duration value) {
    ageing = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#yieldFrom}.
   *
   * @param value the least priority that others yield to
   * @return this
   */
  public QueueConfigBuilder yieldFrom(int value) {
    yieldFrom = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#maxPayloadBytes}.
   *
   * @param value the largest payload
   * @return this
   */
  public QueueConfigBuilder maxPayloadBytes(int value) {
    maxPayloadBytes = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#maxResultBytes}.
   *
   * @param value the largest result
   * @return this
   */
  public QueueConfigBuilder maxResultBytes(int value) {
    maxResultBytes = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#maxCheckpointBytes}.
   *
   * @param value the largest checkpoint
   * @return this
   */
  public QueueConfigBuilder maxCheckpointBytes(int value) {
    maxCheckpointBytes = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#ballastBytes}.
   *
   * @param value the file deleted when the disk is full
   * @return this
   */
  public QueueConfigBuilder ballastBytes(long value) {
    ballastBytes = value;
    return this;
  }

  /**
   * Sets {@link QueueConfig#readers}.
   *
   * @param value the threads that read
   * @return this
   */
  public QueueConfigBuilder readers(int value) {
    readers = value;
    return this;
  }

  /**
   * Checks and freezes the settings.
   *
   * @return the settings
   * @throws InvalidConfigException when one is out of its range
   */
  public QueueConfig build() {
    return new QueueConfig(
        file,
        capacity,
        emergencyReserve,
        workers,
        computeWorkers,
        maxAttempts,
        timeLimit,
        stopGrace,
        retention,
        backoff,
        ageing,
        yieldFrom,
        maxPayloadBytes,
        maxResultBytes,
        maxCheckpointBytes,
        ballastBytes,
        readers);
  }
}
