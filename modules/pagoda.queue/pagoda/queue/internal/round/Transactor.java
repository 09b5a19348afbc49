package pagoda.queue.internal.round;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.QueueException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageState;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.sqlite.Storage;
import pagoda.queue.internal.sqlite.StorageFault;
import pagoda.queue.internal.sqlite.Store;

/**
 * Carries commands out in one transaction, together with what is due by time and the claims of free
 * workers: one fsync for all. Confined to the writer.
 *
 * <p>When one statement is at fault, its command alone fails and the rest is done again. When the
 * disk is at fault, every command of the transaction fails, but for those that are owed.
 */
final class Transactor {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final Shared shared;
  private final Storage storage;
  private final Dispatcher dispatcher;
  private final Unwritten unwritten;
  private final Claimer claimer;
  private final DueJobs dueJobs;
  private final Pruner pruner;
  private Command current;

  Transactor(
      Shared shared, Storage storage, Dispatcher dispatcher, Unwritten unwritten, RunLink link) {
    this.shared = shared;
    this.storage = storage;
    this.dispatcher = dispatcher;
    this.unwritten = unwritten;
    this.claimer = new Claimer(shared, link);
    this.dueJobs = new DueJobs(shared);
    this.pruner = new Pruner(shared);
  }

  /** The time until something is due. */
  long nanosToNext(long nanos) {
    return Math.min(pruner.nanosToNext(nanos), shared.live().runs().nanosToUnblock(nanos));
  }

  /** Carries out commands, and whatever else is to do. */
  void run(List<Command> commands) throws InterruptedException {
    run(commands, true);
  }

  /** Carries out commands only. */
  void runWithoutClaims(List<Command> commands) throws InterruptedException {
    run(commands, false);
  }

  private void run(List<Command> commands, boolean claims) throws InterruptedException {
    List<Command> left = commands;
    boolean rest = claims;
    do {
      Batch batch = new Batch(shared, storage.store());
      try {
        write(batch, left, rest);
      } catch (SQLException | RuntimeException e) {
        left = undo(left, e);
        rest &= storage.state() == StorageState.OK;
        continue;
      }
      Committed committed = batch.committed(left);
      dueJobs.committed();
      dispatcher.submit(() -> committed.deliver(shared, dispatcher));
      return;
    } while (!left.isEmpty());
  }

  private List<Command> undo(List<Command> commands, Exception cause) throws InterruptedException {
    shared.file().heads().invalidate();
    try {
      storage.store().rollback(cause);
    } catch (SQLException e) {
      e.addSuppressed(cause);
      return afterFailure(commands, e);
    }
    return afterFailure(commands, cause);
  }

  private void write(Batch batch, List<Command> commands, boolean claims) throws SQLException {
    long start = System.nanoTime();
    Store store = storage.store();
    store.begin();
    for (Command command : commands) {
      current = command;
      command.apply(batch);
    }
    current = null;
    if (claims) {
      dueJobs.move(batch);
      claimer.claim(batch);
      pruner.prune(batch);
    }
    batch.flush();
    store.commit(batch.changes(), batch.bytes());
    if (batch.changes() > 0) {
      shared.live().meters().add(Total.COMMITS, 1);
      shared.live().meters().commitChanges.observe(batch.changes());
      shared.live().meters().commitSeconds.observe((System.nanoTime() - start) / 1e9);
    }
  }

  /** Answers the commands that have failed and returns those to be tried again at once. */
  private List<Command> afterFailure(List<Command> commands, Exception cause)
      throws InterruptedException {
    shared.live().meters().add(Total.COMMITS_FAILED, 1);
    StorageFault fault =
        cause instanceof SQLException e
            ? StorageFault.of(e, shared.config().file())
            : StorageFault.STATEMENT;
    if (fault == StorageFault.STATEMENT && current != null) {
      return withoutCurrent(commands, cause);
    }
    boolean firstTime = storage.state() == StorageState.OK;
    if (fault == StorageFault.FULL) {
      storage.full((SQLException) cause);
      return unwritten.part(commands, firstTime);
    }
    storage.failed(cause);
    return unwritten.part(commands, false);
  }

  private List<Command> withoutCurrent(List<Command> commands, Exception cause)
      throws InterruptedException {
    Command wrong = current;
    current = null;
    LOGGER.log(System.Logger.Level.ERROR, "A change was refused by SQLite", cause);
    QueueException reason =
        cause instanceof QueueException e
            ? e
            : new StorageFailedException(shared.config().file(), cause);
    dispatcher.submit(() -> wrong.failed(reason));
    if (wrong instanceof Finish finish && finish.returned()) {
      shared.live().runs().remove(List.of(finish.run()));
    }
    List<Command> others = new ArrayList<>(commands);
    others.remove(wrong);
    return others;
  }

  /** Notes a fault outside any transaction. */
  void fault(SQLException cause) {
    if (StorageFault.of(cause, shared.config().file()) == StorageFault.FULL) {
      storage.full(cause);
    } else {
      storage.failed(cause);
    }
  }
}
