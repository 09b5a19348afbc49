package pagoda.app.worker;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.log.Fields;
import pagoda.queue.JobHandler;
import pagoda.queue.StopReason;

/**
 * Works for a service: each slot claims a job, runs it, and claims the next. Slots are virtual
 * threads, and what they hold is bounded by their number. Thread-safe.
 */
public final class Worker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("pagoda.worker");

  /** How long a job that may end the process is watched before others start beside it. */
  private static final Duration ALONE = Duration.ofSeconds(60);

  /** For the ends of attempts whose handlers were given up. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final WorkerOptions options;
  private final WorkerTypes types;
  private final WorkClient client;
  private final Claims claims;
  private final Offers offers;
  private final ServiceLink link;
  private final WorkerCounts counts = new WorkerCounts();
  private final Set<RemoteAttempt> attempts = ConcurrentHashMap.newKeySet();
  private final List<Thread> slots = new ArrayList<>();
  private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();
  private final CountDownLatch hurry = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicBoolean draining = new AtomicBoolean();

  /** Claims nothing yet. */
  public Worker(WorkerOptions options, WorkerTypes types) {
    this.options = options;
    this.types = types;
    client = options.client();
    link = new ServiceLink(client.url());
    offers = new Offers(types.names(), types::able, types::limit);
    claims = new Claims(options.identity(), client, offers, link, counts, end, this::pause);
  }

  /** Begins to claim. */
  public void start() {
    types.served().start();
    for (int i = 0; i < options.identity().slots(); i++) {
      slots.add(Thread.ofVirtual().name("slot-" + i).unstarted(this::slot));
    }
    working.set(slots.size());
    slots.forEach(Thread::start);
    Thread.ofVirtual().name("first-answer").start(this::awaitFirstAnswer);
  }

  /** Once the worker should end by itself, why. */
  public CompletableFuture<WorkerEnd> end() {
    return end;
  }

  private void awaitFirstAnswer() {
    try {
      if (sleep(options.startTimeout()) && !link.reached()) {
        end.complete(new WorkerEnd.Away(client.url() + ": " + link.reason()));
      }
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "the service is awaited no longer");
    }
  }

  private void slot() {
    try {
      for (var next = claims.next(); next.isPresent(); next = claims.next()) {
        one(next.get());
      }
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "a slot was given up");
    }
    if (working.decrementAndGet() == 0 && claims.quiet()) {
      end.complete(new WorkerEnd.Quiet());
    }
  }

  /** A fault of this program in one attempt costs no slot. */
  private void one(ClaimedJob claim) throws InterruptedException {
    boolean barred = offers.bars(claim);
    try {
      if (claim.alone() && !barred) {
        offers.hold(claim);
        Thread.ofVirtual().name("alone").start(() -> releaseLater(claim));
      }
      counts.ended(barred || draining.get() ? begin(claim).giveBack() : attempt(claim));
    } catch (RuntimeException e) {
      LOG.log(ERROR, "attempt failed by a fault of the worker", e);
    } finally {
      offers.release(claim);
      offers.done(claim.job().type());
    }
  }

  private void releaseLater(ClaimedJob claim) {
    try {
      var _ = sleep(ALONE);
    } catch (InterruptedException e) {
      LOG.log(DEBUG, "nobody interrupts this thread", e);
    }
    offers.release(claim);
  }

  private Beginning begin(ClaimedJob claim) {
    return new Beginning(claim, client, this::sleep);
  }

  private AttemptEnd attempt(ClaimedJob claim) throws InterruptedException {
    Beginning beginning = begin(claim);
    OptionalLong confirmed = beginning.confirm();
    if (confirmed.isEmpty()) {
      return AttemptEnd.LOST;
    }
    Optional<JobHandler> handler = types.served().handlers().find(claim.job().type());
    if (handler.isEmpty() || !beginning.loadCheckpoint()) {
      return beginning.giveBack();
    }
    RemoteRun run = new RemoteRun(claim, client, beginning.checkpoint(), options.maxCheckpoint());
    RemoteAttempt attempt =
        new RemoteAttempt(
            run, handler.get(), types.served().programs(), client, options.maxResult());
    attempts.add(attempt);
    try {
      if (draining.get()) {
        attempt.order(StopReason.SHUTDOWN); // those that were there before have heard of it
      }
      return attempt.execute(confirmed.getAsLong(), this::sleep);
    } finally {
      attempts.remove(attempt);
    }
  }

  /** Waits before another claim, unless none is to be made. */
  private boolean pause(Duration time) throws InterruptedException {
    return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits, but no longer than this worker has time for. */
  private boolean sleep(Duration time) throws InterruptedException {
    return !hurry.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether the service takes claims, as readiness wants to know it. */
  public Readiness.Check check() {
    return link.check();
  }

  /** What it does now. */
  public WorkerSnapshot snapshot() {
    return new WorkerSnapshot(
        options.identity().slots(),
        attempts.size(),
        offers.waiting(),
        link.isUp(),
        counts.claimed(),
        counts.ends());
  }

  /**
   * Claims nothing more and asks what runs to end. What has not when the time is over is killed or
   * given up, and goes back with its last checkpoint.
   */
  public void drain(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    Duration patience =
        limit.minus(LAST_WORDS).isNegative() ? Duration.ZERO : limit.minus(LAST_WORDS);
    draining.set(true);
    closing.countDown();
    offers.close();
    attempts.forEach(attempt -> attempt.order(StopReason.SHUTDOWN));
    types.served().shutDown(patience.multipliedBy(9).dividedBy(10));
    join(start, patience);
    if (!attempts.isEmpty()) {
      LOG.log(WARNING, "attempts are given up", Fields.of("attempts", attempts.size()));
    }
    attempts.forEach(RemoteAttempt::abandon);
    hurry.countDown(); // what the service does not take at once is not said again
    join(start, limit);
  }

  private void join(long start, Duration limit) throws InterruptedException {
    for (Thread slot : slots) {
      Duration left = limit.minusNanos(System.nanoTime() - start);
      if (!slot.join(left.isPositive() ? left : Duration.ofMillis(1))) {
        return;
      }
    }
  }

  /** Whether the service does not know how some attempts ended. */
  public boolean owesAnEnd() {
    return !attempts.isEmpty() || counts.ends().getOrDefault(AttemptEnd.UNDELIVERED, 0L) > 0;
  }

  @Override
  public void close() {
    closing.countDown();
    offers.close();
    hurry.countDown();
    slots.forEach(Thread::interrupt);
    types.served().close();
    client.close();
  }
}
