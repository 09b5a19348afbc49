package pagoda.queue.internal.round;

import pagoda.queue.QueueOptions;
import pagoda.queue.internal.feed.Feed;
import pagoda.queue.internal.feed.Waiters;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.lease.Claims;
import pagoda.queue.internal.lease.Leases;
import pagoda.queue.internal.lease.Workers;
import pagoda.queue.internal.metrics.Meters;
import pagoda.queue.internal.metrics.Pace;
import pagoda.queue.internal.run.Runs;

/** What is under way in an open queue and no file knows. Thread-safe, but for {@link #runs}. */
public final class Live {
  private final Meters meters = new Meters();
  private final Feed feed = new Feed();
  private final Waiters waiters = new Waiters();
  private final CommandQueue commands = new CommandQueue();
  private final Pace pace;
  private final Runs runs;
  private final Claims claims = new Claims();
  private final Leases leases;
  private final Workers workers;
  private volatile boolean started;
  private volatile boolean draining;

  public Live(QueueOptions options, Clocks clocks) {
    this.pace = new Pace(clocks.ticker());
    this.runs = new Runs(options);
    this.leases = new Leases(options);
    this.workers = new Workers(clocks);
  }

  public Meters meters() {
    return meters;
  }

  public Feed feed() {
    return feed;
  }

  public Waiters waiters() {
    return waiters;
  }

  public CommandQueue commands() {
    return commands;
  }

  Pace pace() {
    return pace;
  }

  public Runs runs() {
    return runs;
  }

  public Claims claims() {
    return claims;
  }

  public Leases leases() {
    return leases;
  }

  public Workers workers() {
    return workers;
  }

  /** Whether workers may claim. */
  boolean started() {
    return started;
  }

  public void start() {
    started = true;
  }

  /** Whether the queue closes, so that nothing begins any more. */
  boolean draining() {
    return draining;
  }

  public void drain() {
    draining = true;
  }
}
