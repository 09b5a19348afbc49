package pagoda.queue.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import pagoda.queue.QueueException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageState;

/**
 * Carries commands out in one transaction, together with what is due by time and the claims of free
 * workers: one fsync for all. Confined to the writer.
 *
 * <p>When one statement is at fault, its command alone fails and the rest is done again. When the
 * disk is at fault, every command of the transaction fails, but for those that are owed.
 */
final class Transactor {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final Core core;
  private final Storage storage;
  private final Dispatcher dispatcher;
  private final Claimer claimer;
  private final DueJobs dueJobs;
  private final Pruner pruner;
  private Command current;

  Transactor(Core core, Storage storage, Dispatcher dispatcher, RunLink link) {
    this.core = core;
    this.storage = storage;
    this.dispatcher = dispatcher;
    this.claimer = new Claimer(core, link);
    this.dueJobs = new DueJobs(core);
    this.pruner = new Pruner(core);
  }

  /** The time until something is due. */
  long nanosToNext(long nanos) {
    return Math.min(pruner.nanosToNext(nanos), core.runs().nanosToUnblock(nanos));
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
      Batch batch = new Batch(core, storage.store());
      try {
        write(batch, left, rest);
      } catch (SQLException | RuntimeException e) {
        left = undo(left, e);
        rest &= storage.state() == StorageState.OK;
        continue;
      }
      Committed committed = batch.committed(left);
      dueJobs.committed();
      dispatcher.submit(() -> dispatcher.committed(committed));
      return;
    } while (!left.isEmpty());
  }

  private List<Command> undo(List<Command> commands, Exception cause) throws InterruptedException {
    core.heads().invalidate();
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
      core.meters().add(Total.COMMITS, 1);
      core.meters().commitChanges.observe(batch.changes());
      core.meters().commitSeconds.observe((System.nanoTime() - start) / 1e9);
    }
  }

  /** Answers the commands that have failed and returns those to be tried again at once. */
  private List<Command> afterFailure(List<Command> commands, Exception cause)
      throws InterruptedException {
    core.meters().add(Total.COMMITS_FAILED, 1);
    StorageFault fault =
        cause instanceof SQLException e
            ? StorageFault.of(e, core.config().file())
            : StorageFault.STATEMENT;
    if (fault == StorageFault.STATEMENT && current != null) {
      return withoutCurrent(commands, cause);
    }
    boolean firstTime = storage.state() == StorageState.OK;
    if (fault == StorageFault.FULL) {
      storage.full((SQLException) cause);
      return part(commands, firstTime);
    }
    storage.failed(cause);
    return part(commands, false);
  }

  private List<Command> withoutCurrent(List<Command> commands, Exception cause)
      throws InterruptedException {
    Command wrong = current;
    current = null;
    LOGGER.log(System.Logger.Level.ERROR, "A change was refused by SQLite", cause);
    QueueException reason =
        cause instanceof QueueException e
            ? e
            : new StorageFailedException(core.config().file(), cause);
    dispatcher.submit(() -> wrong.failed(reason));
    if (wrong instanceof Finish finish && finish.returned()) {
      core.runs().remove(List.of(finish.run()));
    }
    List<Command> others = new ArrayList<>(commands);
    others.remove(wrong);
    return others;
  }

  /** Fails the commands that need not reach the disk; those tried when full may get another try. */
  private List<Command> part(List<Command> commands, boolean retry) throws InterruptedException {
    List<Command> again = new ArrayList<>();
    List<Command> refused = new ArrayList<>();
    for (Command command : commands) {
      if (retry && command.triedWhenFull()) {
        again.add(command);
      } else if (command.owed()) {
        storage.hold(command);
      } else {
        refused.add(command);
      }
    }
    QueueException reason = storage.reason();
    dispatcher.submit(() -> refused.forEach(command -> command.failed(reason)));
    return again;
  }

  /** Notes a fault outside any transaction. */
  void fault(SQLException cause) {
    if (StorageFault.of(cause, core.config().file()) == StorageFault.FULL) {
      storage.full(cause);
    } else {
      storage.failed(cause);
    }
  }
}
