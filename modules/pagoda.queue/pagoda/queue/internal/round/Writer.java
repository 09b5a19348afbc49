package pagoda.queue.internal.round;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueException;
import pagoda.queue.StopReason;
import pagoda.queue.StorageState;
import pagoda.queue.internal.lease.Leases;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.run.Runs;
import pagoda.queue.store.JobStore;

/**
 * The one thread that writes. Each round takes the commands that came in during the last commit and
 * hands them to a transaction. There is no delay to gather more: the fsync under way is the window
 * in which the next round gathers.
 */
public final class Writer {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  /** How often the clock is looked at while something waits for a time: it may have been set. */
  private static final long CLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Shared shared;
  private final JobStore store;
  private final Unwritten unwritten;
  private final Transactor transactor;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pagoda-queue-writer").unstarted(this::run);
  private final CompletableFuture<List<Run>> givenBack = new CompletableFuture<>();
  private List<Run> given;
  private volatile boolean givingBack;
  private volatile boolean stopping;

  public Writer(Shared shared, Dispatcher dispatcher, RunLink link) {
    this.shared = shared;
    this.store = shared.store();
    this.unwritten = new Unwritten(store, dispatcher);
    this.transactor = new Transactor(shared, dispatcher, unwritten, link);
  }

  public void start() {
    thread.start();
  }

  /** Completed when the queue drains and no handler runs any more. */
  public CompletableFuture<Void> idle() {
    return idle;
  }

  /** Gives back the jobs whose handlers did not stop in time; completed with their attempts. */
  public CompletableFuture<List<Run>> giveBack() {
    givingBack = true;
    shared.live().commands().nudge();
    return givenBack;
  }

  /** Ends the writer once the commands that are there are done; completed at its end. */
  public CompletableFuture<Void> stop() {
    stopping = true;
    shared.live().commands().nudge();
    return ended;
  }

  private void run() {
    try {
      while (!stopping || shared.live().commands().size() > 0) {
        round();
      }
    } catch (Throwable e) { // nobody else would tell, and callers wait for answers
      LOGGER.log(System.Logger.Level.ERROR, "Writer ended", e);
    } finally {
      end();
    }
  }

  private void end() {
    List<Pending> left = new ArrayList<>(shared.live().commands().abandon());
    left.addAll(unwritten.takeHeld());
    QueueException reason = new QueueClosedException();
    left.forEach(command -> command.failed(reason));
    ended.complete(null);
  }

  private void round() throws InterruptedException {
    List<Pending> commands = shared.live().commands().drain(stopping ? 0 : waitNanos());
    boolean calm = commands.isEmpty();
    for (Run run : shared.live().runs().expire(shared.clocks().nanos())) {
      commands.add(new AttemptEnd(run, Ending.timedOut(run), false, shared));
    }
    for (Leases.Due due : shared.live().leases().expire(shared.clocks().nanos())) {
      commands.add(LeaseEnd.of(due, shared));
    }
    if (shared.live().draining()) {
      drain();
    }
    if (givingBack && given == null) {
      giveBackAll(commands);
    }
    switch (store.state()) {
      case OK -> {
        transactor.run(commands);
        if (store.state() == StorageState.OK && store.maintain(calm)) {
          shared.live().meters().add(Total.CHECKPOINTS, 1);
        }
      }
      case FULL -> whileFull(commands);
      case FAILED -> whileFailed(commands);
    }
    if (given != null && store.state() == StorageState.OK) {
      givenBack.complete(given);
    }
  }

  private void giveBackAll(List<Pending> commands) {
    given = shared.live().runs().all();
    for (Run run : given) {
      commands.add(new AttemptEnd(run, new Ending.Abandoned(), false, shared));
    }
  }

  private void drain() {
    shared.live().runs().all().forEach(run -> run.askToYield(StopReason.SHUTDOWN));
    if (shared.live().runs().isEmpty()) {
      idle.complete(null);
    }
  }

  /**
   * Running jobs can end, nothing begins; what was kept long enough is removed and what could not
   * be written tried at each probe.
   */
  private void whileFull(List<Pending> commands) throws InterruptedException {
    List<Pending> tried = unwritten.part(commands, true);
    if (store.nanosToProbe(shared.clocks().nanos()) == 0) {
      transactor.run(List.of());
      store.probe();
      tried.addAll(0, unwritten.takeHeld());
    }
    if (store.state() == StorageState.OK) {
      transactor.run(tried);
    } else if (!tried.isEmpty()) {
      transactor.runWithoutClaims(tried);
    }
  }

  private void whileFailed(List<Pending> commands) throws InterruptedException {
    unwritten.part(commands, false);
    if (store.probe()) {
      transactor.run(unwritten.takeHeld());
    }
  }

  private long waitNanos() {
    long nanos = shared.clocks().nanos();
    if (store.state() != StorageState.OK) {
      return Math.min(CLOCK_NANOS, store.nanosToProbe(nanos));
    }
    Runs runs = shared.live().runs();
    long wait = Math.min(store.nanosToNext(nanos), runs.nanosToUnblock(nanos));
    Leases leases = shared.live().leases();
    if (runs.running() == 0 && leases.size() == 0) {
      return wait;
    }
    long deadline = Math.min(runs.nanosToDeadline(nanos), leases.nanosToNext(nanos));
    return Math.min(wait, Math.min(CLOCK_NANOS, deadline));
  }
}
