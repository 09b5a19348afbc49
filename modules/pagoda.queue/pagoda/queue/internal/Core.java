package pagoda.queue.internal;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import pagoda.queue.QueueConfig;
import pagoda.queue.QueueEnvironment;

/**
 * What the parts of a queue share. Its fields are set while the queue opens; later only the writer
 * changes those that can change.
 */
final class Core {
  private final QueueConfig config;
  private final QueueEnvironment environment;
  private final Counts counts = new Counts();
  private final Meters meters = new Meters();
  private final Feed feed = new Feed();
  private final Waiters waiters = new Waiters();
  private final Pace pace;
  private final CommandQueue commands = new CommandQueue();
  private final Runs runs;
  private volatile boolean started;
  private volatile boolean paused;
  private volatile boolean draining;
  private JobIds ids;
  private JobTypes types;
  private ReadyHeads heads;
  private long boot;
  private long sequence;
  private long due = Long.MAX_VALUE;

  Core(QueueConfig config, QueueEnvironment environment) {
    this.config = config;
    this.environment = environment;
    this.pace = new Pace(environment.nanoTime());
    this.runs = new Runs(config.workers(), config.computeWorkers(), config.stopGrace().toNanos());
  }

  /** Sets what the file says once and for all. */
  void identify(JobIds newIds, JobTypes newTypes, long newBoot) {
    ids = newIds;
    types = newTypes;
    boot = newBoot;
  }

  QueueConfig config() {
    return config;
  }

  QueueEnvironment environment() {
    return environment;
  }

  InstantSource clock() {
    return environment.clock();
  }

  LongSupplier ticker() {
    return environment.nanoTime();
  }

  long nanos() {
    return environment.nanoTime().getAsLong();
  }

  RandomGenerator random() {
    return environment.random();
  }

  Counts counts() {
    return counts;
  }

  Meters meters() {
    return meters;
  }

  Feed feed() {
    return feed;
  }

  Pace pace() {
    return pace;
  }

  Waiters waiters() {
    return waiters;
  }

  CommandQueue commands() {
    return commands;
  }

  Runs runs() {
    return runs;
  }

  JobIds ids() {
    return ids;
  }

  JobTypes types() {
    return types;
  }

  long boot() {
    return boot;
  }

  ReadyHeads heads() {
    return heads;
  }

  void heads(ReadyHeads newHeads) {
    heads = newHeads;
  }

  /** The last row id and place given out. */
  long sequence() {
    return sequence;
  }

  /** Raises the sequence to what the file has used. */
  void sequenceAtLeast(long used) {
    sequence = Math.max(sequence, used);
  }

  /** The next row id and place; none is given out twice, not even after a rollback. */
  long nextSequence() {
    return ++sequence;
  }

  /** When the first scheduled job is due, in milliseconds since 1970. */
  long due() {
    return due;
  }

  void due(long time) {
    due = time;
  }

  boolean started() {
    return started;
  }

  void start() {
    started = true;
  }

  boolean paused() {
    return paused;
  }

  void paused(boolean value) {
    paused = value;
  }

  boolean draining() {
    return draining;
  }

  void drain() {
    draining = true;
  }
}
