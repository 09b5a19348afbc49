package pagoda.broker.internal.handle;

import java.util.concurrent.atomic.LongAdder;
import pagoda.broker.ServerSnapshot;
import pagoda.broker.internal.report.Outcomes;

/** Counts what a server does. Thread-safe. */
public final class ServerCounters {
  private final String queue;
  private final Outcomes outcomes = new Outcomes();
  private final LongAdder redelivered = new LongAdder();
  private final LongAdder expired = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder lostDeadLetters = new LongAdder();
  private final LongAdder undeliverable = new LongAdder();
  private final LongAdder requeued = new LongAdder();

  /**
   * Starts at zero.
   *
   * @param queue the queue the server serves
   */
  public ServerCounters(String queue) {
    this.queue = queue;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** Counts a request whose earlier delivery had come to nothing. */
  public void countRedelivered() {
    redelivered.increment();
  }

  void countExpired() {
    expired.increment();
  }

  /** Counts a request its caller cancelled. */
  public void countCancelled() {
    cancelled.increment();
  }

  /** Counts a request put away as a dead letter. */
  public void countDeadLettered() {
    deadLettered.increment();
  }

  /** Counts a dead letter that no queue took. */
  public void countLostDeadLetter() {
    lostDeadLetters.increment();
  }

  /** Counts a reply that nobody took. */
  public void countUndeliverable() {
    undeliverable.increment();
  }

  /** Counts a request given back to its queue. */
  public void countRequeued() {
    requeued.increment();
  }

  /**
   * Returns the counts.
   *
   * @param consuming whether requests come now
   * @param inFlight requests not yet acknowledged
   * @return a snapshot
   */
  public ServerSnapshot snapshot(boolean consuming, int inFlight) {
    return new ServerSnapshot(
        queue,
        consuming,
        inFlight,
        outcomes.replies(),
        outcomes.failures(),
        redelivered.sum(),
        expired.sum(),
        cancelled.sum(),
        deadLettered.sum(),
        lostDeadLetters.sum(),
        undeliverable.sum(),
        requeued.sum());
  }
}
