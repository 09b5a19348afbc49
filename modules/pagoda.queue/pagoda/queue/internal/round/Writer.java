package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueException;
import pagoda.queue.StorageState;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.sqlite.Storage;
import pagoda.queue.internal.sqlite.Store;

/**
 * The one thread that writes. Each round takes the commands that came in during the last commit and
 * hands them to a transaction. There is no delay to gather more: the fsync under way is the window
 * in which the next round gathers.
 */
public final class Writer {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  /** How often the clock is looked at while something waits for a time: it may have been set. */
  private static final long CLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Shared shared;
  private final Storage storage;
  private final Unwritten unwritten;
  private final Transactor transactor;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pagoda-queue-writer").unstarted(this::run);
  private volatile boolean stopping;

  public Writer(Shared shared, Storage storage, Dispatcher dispatcher, RunLink link) {
    this.shared = shared;
    this.storage = storage;
    this.unwritten = new Unwritten(storage, dispatcher);
    this.transactor = new Transactor(shared, storage, dispatcher, unwritten, link);
  }

  public void start() {
    thread.start();
  }

  /** Completed when the queue drains and no handler runs any more. */
  public CompletableFuture<Void> idle() {
    return idle;
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
      storage.close();
    } catch (Throwable e) { // nobody else would tell, and callers wait for answers
      LOGGER.log(System.Logger.Level.ERROR, "Writer of " + shared.config().file() + " ended", e);
    } finally {
      end();
    }
  }

  private void end() {
    List<Command> left = new ArrayList<>(shared.live().commands().abandon());
    left.addAll(unwritten.takeHeld());
    QueueException reason = new QueueClosedException();
    left.forEach(command -> command.failed(reason));
    ended.complete(null);
  }

  private void round() throws InterruptedException {
    List<Command> commands = shared.live().commands().drain(stopping ? 0 : waitNanos());
    boolean calm = commands.isEmpty();
    for (Run run : shared.live().runs().expire(shared.clocks().nanos())) {
      commands.add(new Finish(run, Ending.timedOut(run), false));
    }
    if (shared.live().draining()) {
      drain();
    }
    switch (storage.state()) {
      case OK -> {
        transactor.run(commands);
        checkpoint(calm);
      }
      case FULL -> whileFull(commands);
      case FAILED -> whileFailed(commands);
    }
  }

  private void drain() {
    shared.live().runs().all().forEach(Run::askToYield);
    if (shared.live().runs().isEmpty()) {
      idle.complete(null);
    }
  }

  /** Running jobs can end, nothing begins; what could not be written is tried at each probe. */
  private void whileFull(List<Command> commands) throws InterruptedException {
    List<Command> tried = unwritten.part(commands, true);
    if (storage.nanosToProbe(shared.clocks().nanos()) == 0) {
      storage.probe();
      tried.addAll(0, unwritten.takeHeld());
    }
    if (storage.state() == StorageState.OK) {
      transactor.run(tried);
    } else if (!tried.isEmpty()) {
      transactor.runWithoutClaims(tried);
    }
  }

  private void whileFailed(List<Command> commands) throws InterruptedException {
    unwritten.part(commands, false);
    if (storage.probe()) {
      transactor.run(unwritten.takeHeld());
    }
  }

  private void checkpoint(boolean calm) {
    if (storage.state() != StorageState.OK) {
      return;
    }
    Store store = storage.store();
    try {
      if (store.checkpointDue() || (calm && store.checkpointUseful())) {
        store.checkpoint();
        shared.live().meters().add(Total.CHECKPOINTS, 1);
      } else if (calm) {
        store.shortenLog();
      }
    } catch (SQLException e) {
      transactor.fault(e);
    }
  }

  private long waitNanos() {
    long nanos = shared.clocks().nanos();
    if (storage.state() != StorageState.OK) {
      return Math.min(CLOCK_NANOS, storage.nanosToProbe(nanos));
    }
    long wait = transactor.nanosToNext(nanos);
    if (shared.file().due() != Long.MAX_VALUE) {
      long millis = Math.max(0, shared.file().due() - shared.clocks().millis());
      wait = Math.min(wait, Math.min(CLOCK_NANOS, TimeUnit.MILLISECONDS.toNanos(millis)));
    }
    if (shared.live().runs().running() > 0) {
      wait = Math.min(wait, Math.min(CLOCK_NANOS, shared.live().runs().nanosToDeadline(nanos)));
    }
    return storage.store().checkpointUseful() ? Math.min(wait, IDLE_NANOS) : wait;
  }
}
