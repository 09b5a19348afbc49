package pagoda.broker.internal.amqp.serve;

import java.time.Duration;

/** Counts requests that are not acknowledged, and lets one wait for none. Thread-safe. */
final class InFlight {
  private int count;
  private boolean abandoned;

  synchronized void add() {
    count++;
  }

  synchronized void remove() {
    count--;
    if (count == 0) {
      notifyAll();
    }
  }

  /** They will never be acknowledged here. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }

  synchronized int count() {
    return abandoned ? 0 : count;
  }

  /** Waits for none; false if there are some after a time. */
  synchronized boolean awaitNone(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (count() > 0) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
