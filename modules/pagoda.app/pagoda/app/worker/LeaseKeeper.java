package pagoda.app.worker;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import pagoda.breaker.Backoff;
import pagoda.queue.StopReason;

/**
 * Keeps the lease of one attempt on a thread of its own: one beat stands at the service at all
 * times and brings its orders; what is new goes with another, one a second at most. A lease that
 * was not renewed for its whole time, counted from when the last beat that was taken was sent, is
 * lost here, whatever the service thinks.
 */
final class LeaseKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("pagoda.worker");
  private static final long PACE = TimeUnit.SECONDS.toNanos(1);
  private static final Backoff AGAIN =
      Backoff.retrying().withBase(Duration.ofMillis(500)).withCap(Duration.ofSeconds(5));

  private final RemoteRun run;
  private final WorkClient client;
  private final Consumer<StopReason> orders;
  private final Consumer<String> lost;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private final long leaseNanos;
  private long takenNanos; // these five guarded by lock
  private long sentNanos;
  private int failures;
  private boolean delivering;
  private boolean closed;
  private Optional<CompletableFuture<WorkAnswer>> standing = Optional.empty();

  /**
   * Begins with a beat.
   *
   * @param takenNanos when the request was sent that confirmed the claim
   * @param orders hears what the service orders, once or more often
   * @param lost hears why the lease is over
   */
  private LeaseKeeper(
      RemoteRun run,
      WorkClient client,
      long takenNanos,
      Consumer<StopReason> orders,
      Consumer<String> lost) {
    this.run = run;
    this.client = client;
    this.orders = orders;
    this.lost = lost;
    this.leaseNanos = run.claimed().lease().toNanos();
    this.takenNanos = takenNanos;
    thread = Thread.ofVirtual().name("beats-" + run.job().id()).unstarted(this::keep);
  }

  static LeaseKeeper start(
      RemoteRun run,
      WorkClient client,
      long takenNanos,
      Consumer<StopReason> orders,
      Consumer<String> lost) {
    LeaseKeeper keeper = new LeaseKeeper(run, client, takenNanos, orders, lost);
    run.onNews(keeper::wake);
    keeper.thread.start();
    return keeper;
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    try {
      lock.lockInterruptibly();
      try {
        beat(run.claimed().beatWait());
        while (!closed && !lapsed()) {
          long wait = nanosToNextBeat();
          if (wait <= 0) {
            beat(run.claimed().beatWait());
          } else {
            var _ = changed.awaitNanos(Math.min(wait, nanosToLapse()));
          }
        }
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "no more beats for job " + run.job().id());
    }
  }

  /** At the end of the lease the attempt is over, wherever the service is. */
  private boolean lapsed() {
    boolean over = nanosToLapse() <= 0;
    if (over && !delivering) {
      closed = true;
      lost.accept("no beat was taken for " + run.claimed().lease().toSeconds() + " s");
    }
    return over;
  }

  private long nanosToLapse() {
    return takenNanos + leaseNanos - System.nanoTime();
  }

  private long nanosToNextBeat() {
    boolean stands = standing.filter(beat -> !beat.isDone()).isPresent();
    long since = System.nanoTime() - sentNanos;
    if (failures > 0) {
      return AGAIN.nanos(failures - 1, ThreadLocalRandom.current().nextDouble(0.5, 1)) - since;
    }
    return stands && !run.news().any() ? Long.MAX_VALUE : PACE - since;
  }

  private void beat(Duration wait) {
    Report report = run.news().take();
    long sent = System.nanoTime();
    sentNanos = sent;
    CompletableFuture<WorkAnswer> beat = client.beat(run.claimed(), report, wait);
    standing = Optional.of(beat);
    var _ = beat.whenComplete((answer, failure) -> answered(beat, report, sent, answer));
  }

  /** {@code answer} is null where none came. */
  private void answered(
      CompletableFuture<WorkAnswer> beat, Report report, long sent, WorkAnswer answer) {
    lock.lock();
    try {
      changed.signalAll();
      if (closed) {
        return;
      }
      if (answer != null && answer.done()) {
        failures = 0;
        takenNanos = Math.max(takenNanos, sent);
        obey(answer.header("Pagoda-Order").orElse("go"));
      } else if (answer != null && answer.lost()) {
        leaseLost(answer.problem());
      } else {
        failures += standing.filter(beat::equals).isPresent() ? 1 : 0;
        run.news().giveBack(report);
        LOG.log(DEBUG, () -> "beat of job " + run.job().id() + " failed");
      }
    } finally {
      lock.unlock();
    }
  }

  /** While the end is on its way, the answer to that decides. */
  private void leaseLost(String reason) {
    closed = true;
    if (!delivering) {
      lost.accept(reason);
    }
  }

  private void obey(String order) {
    for (StopReason reason : StopReason.values()) {
      if (reason.text().equals(order)) {
        orders.accept(reason);
      }
    }
  }

  /** The handler has ended, and its end is about to be told. */
  void delivering() {
    lock.lock();
    try {
      delivering = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    standing.ifPresent(beat -> beat.cancel(true));
  }
}
