package pagoda.queue.internal;

import pagoda.queue.QueueConfig;

/** What is under way in an open queue and no file knows. Thread-safe, but for {@link #runs}. */
final class Live {
  private final Meters meters = new Meters();
  private final Feed feed = new Feed();
  private final Waiters waiters = new Waiters();
  private final CommandQueue commands = new CommandQueue();
  private final Pace pace;
  private final Runs runs;
  private volatile boolean started;
  private volatile boolean draining;

  Live(QueueConfig config, Clocks clocks) {
    this.pace = new Pace(clocks.ticker());
    this.runs = new Runs(config.workers(), config.computeWorkers(), config.stopGrace().toNanos());
  }

  Meters meters() {
    return meters;
  }

  Feed feed() {
    return feed;
  }

  Waiters waiters() {
    return waiters;
  }

  CommandQueue commands() {
    return commands;
  }

  Pace pace() {
    return pace;
  }

  Runs runs() {
    return runs;
  }

  /** Whether workers may claim. */
  boolean started() {
    return started;
  }

  void start() {
    started = true;
  }

  /** Whether the queue closes, so that nothing begins any more. */
  boolean draining() {
    return draining;
  }

  void drain() {
    draining = true;
  }
}
