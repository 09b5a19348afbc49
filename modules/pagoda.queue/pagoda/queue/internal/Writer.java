package pagoda.queue.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueException;
import pagoda.queue.StorageState;

/**
 * The one thread that writes. Each round takes the commands that came in during the last commit and
 * hands them to a transaction. There is no delay to gather more: the fsync under way is the window
 * in which the next round gathers.
 */
final class Writer {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  /** How often the clock is looked at while something waits for a time: it may have been set. */
  private static final long CLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Core core;
  private final Storage storage;
  private final Dispatcher dispatcher;
  private final Transactor transactor;
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("pagoda-queue-writer").unstarted(this::run);
  private volatile boolean stopping;

  Writer(Core core, Storage storage, Dispatcher dispatcher, RunLink link) {
    this.core = core;
    this.storage = storage;
    this.dispatcher = dispatcher;
    this.transactor = new Transactor(core, storage, dispatcher, link);
  }

  void start() {
    thread.start();
  }

  /** Completed when the queue drains and no handler runs any more. */
  CompletableFuture<Void> idle() {
    return idle;
  }

  /** Ends the writer once the commands that are there are done; completed at its end. */
  CompletableFuture<Void> stop() {
    stopping = true;
    core.commands().nudge();
    return ended;
  }

  private void run() {
    try {
      while (!stopping || core.commands().size() > 0) {
        round();
      }
      storage.close();
    } catch (Throwable e) { // nobody else would tell, and callers wait for answers
      LOGGER.log(System.Logger.Level.ERROR, "Writer of " + core.config().file() + " ended", e);
    } finally {
      end();
    }
  }

  private void end() {
    List<Command> left = new ArrayList<>(core.commands().abandon());
    left.addAll(storage.takeHeld());
    QueueException reason = new QueueClosedException();
    left.forEach(command -> command.failed(reason));
    ended.complete(null);
  }

  private void round() throws InterruptedException {
    List<Command> commands = core.commands().drain(stopping ? 0 : waitNanos());
    boolean calm = commands.isEmpty();
    for (Run run : core.runs().expire(core.nanos())) {
      commands.add(new Finish(run, Endings.timedOut(run), false));
    }
    if (core.draining()) {
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
    core.runs().all().forEach(Run::askToYield);
    if (core.runs().isEmpty()) {
      idle.complete(null);
    }
  }

  /** Running jobs can end, nothing begins; what could not be written is tried at each probe. */
  private void whileFull(List<Command> commands) throws InterruptedException {
    List<Command> tried = new ArrayList<>();
    List<Command> refused = new ArrayList<>();
    for (Command command : commands) {
      (command.triedWhenFull() ? tried : refused).add(command);
    }
    refuse(refused);
    if (storage.nanosToProbe(core.nanos()) == 0) {
      storage.probe();
      tried.addAll(0, storage.takeHeld());
    }
    if (storage.state() == StorageState.OK) {
      transactor.run(tried);
    } else if (!tried.isEmpty()) {
      transactor.runWithoutClaims(tried);
    }
  }

  private void whileFailed(List<Command> commands) throws InterruptedException {
    List<Command> refused = new ArrayList<>();
    for (Command command : commands) {
      if (command.owed()) {
        storage.hold(command);
      } else {
        refused.add(command);
      }
    }
    refuse(refused);
    if (storage.probe()) {
      transactor.run(storage.takeHeld());
    }
  }

  private void refuse(List<Command> commands) throws InterruptedException {
    QueueException reason = storage.reason();
    if (!commands.isEmpty()) {
      dispatcher.submit(() -> commands.forEach(command -> command.failed(reason)));
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
        core.meters().add(Total.CHECKPOINTS, 1);
      } else if (calm) {
        store.shortenLog();
      }
    } catch (SQLException e) {
      transactor.fault(e);
    }
  }

  private long waitNanos() {
    long nanos = core.nanos();
    if (storage.state() != StorageState.OK) {
      return Math.min(CLOCK_NANOS, storage.nanosToProbe(nanos));
    }
    long wait = transactor.nanosToNext(nanos);
    if (core.due() != Long.MAX_VALUE) {
      long millis = Math.max(0, core.due() - core.clock().millis());
      wait = Math.min(wait, Math.min(CLOCK_NANOS, TimeUnit.MILLISECONDS.toNanos(millis)));
    }
    if (core.runs().running() > 0) {
      wait = Math.min(wait, Math.min(CLOCK_NANOS, core.runs().nanosToDeadline(nanos)));
    }
    return storage.store().checkpointUseful() ? Math.min(wait, IDLE_NANOS) : wait;
  }
}
