package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pagoda.queue.QueueException;
import pagoda.queue.QueueOptions;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageState;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.sqlite.LockFile;
import pagoda.queue.internal.sqlite.OperationTable;
import pagoda.queue.internal.sqlite.Readers;
import pagoda.queue.internal.sqlite.StorageFault;
import pagoda.queue.internal.sqlite.WriteConnection;
import pagoda.queue.internal.sqlite.search.SearchStep;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobStore;
import pagoda.queue.store.Joined;
import pagoda.queue.store.Outcome;
import pagoda.queue.store.Question;
import pagoda.queue.store.Round;
import pagoda.queue.store.StoreFault;
import pagoda.queue.store.Totals;

/** A store in one SQLite file, owned by one process. */
public final class SqliteStore implements JobStore {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  /** How often the clock is looked at while something waits for a time: it may have been set. */
  private static final long CLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final QueueOptions options;
  private final Clocks clocks;
  private final Joined joined;
  private final FileState memory;
  private final Storage storage;
  private final Readers readers;
  private final LockFile lock;
  private final DueJobs dueJobs;
  private final Pruner pruner;
  private int current;

  SqliteStore(
      QueueOptions options,
      Clocks clocks,
      Joined joined,
      FileState memory,
      Storage storage,
      Readers readers,
      LockFile lock) {
    this.options = options;
    this.clocks = clocks;
    this.joined = joined;
    this.memory = memory;
    this.storage = storage;
    this.readers = readers;
    this.lock = lock;
    this.dueJobs = new DueJobs(clocks.millis(), clocks.nanos());
    this.pruner = new Pruner(options.retention(), clocks);
  }

  @Override
  public Joined joined() {
    return joined;
  }

  @Override
  public Outcome commit(Round round) throws StoreFault {
    WriteConnection file = storage.store();
    Batch batch = new Batch(options, memory, file.sql(), clocks.millis(), round.nanos());
    List<Object> answers = new ArrayList<>(round.commands().size());
    try {
      file.begin();
      carryOut(batch, round, answers);
      batch.flush();
      file.commit(batch.changes(), batch.bytes());
    } catch (SQLException | RuntimeException e) {
      throw fault(undo(file, e));
    }
    dueJobs.committed();
    return batch.committed(answers);
  }

  private void carryOut(Batch batch, Round round, List<Object> answers) throws SQLException {
    for (current = 0; current < round.commands().size(); current++) {
      answers.add(answer(batch, round.commands().get(current)));
    }
    current = -1;
    if (round.upkeep() && storage.state() == StorageState.FULL) {
      pruner.prune(batch); // which makes room, while the rest takes some
    } else if (round.upkeep()) {
      dueJobs.move(batch);
      Claimer.claim(batch, round.places());
      pruner.prune(batch);
    }
  }

  private Object answer(Batch batch, Command<?> command) throws SQLException {
    return switch (command) {
      case Command.Add add -> Adds.add(batch, add.job());
      case Command.AddAll add -> Adds.addAll(batch, add.jobs());
      case Command.End end -> Ends.end(batch, end);
      case Command.Finish finish -> Ends.finish(batch, finish);
      case Command.Name name -> NamedTypes.name(batch, name);
      case Command.Progress progress -> Ends.progress(batch, progress);
      case Command.SaveCheckpoint save -> Ends.checkpoint(batch, save);
      case Command.Change change -> Changes.change(batch, change);
      case Command.Place place -> Changes.place(batch, place);
      case Command.Plan plan -> OperationSteps.plan(batch, plan);
      case Command.Step step -> OperationSteps.step(batch, step);
      case Command.EndOperation end -> OperationSteps.end(batch, end);
      case Command.Turn _ -> true;
      case Command.Pause pause -> pause(batch, pause.paused());
      case Command.Serve serve -> Types.serve(batch, storage.store().connection(), serve.types());
    };
  }

  private static boolean pause(Batch batch, boolean paused) throws SQLException {
    if (batch.paused() == paused) {
      return false;
    }
    batch.sql().pause.set(paused ? 1 : 0).update();
    batch.paused(paused);
    return true;
  }

  private Exception undo(WriteConnection file, Exception cause) {
    memory.heads().invalidate();
    try {
      file.rollback(cause);
      return cause;
    } catch (SQLException e) {
      e.addSuppressed(cause);
      return e;
    }
  }

  private StoreFault fault(Exception cause) {
    StorageFault kind =
        cause instanceof SQLException e
            ? StorageFault.of(e, options.file())
            : StorageFault.STATEMENT;
    if (kind == StorageFault.STATEMENT && current >= 0) {
      LOGGER.log(System.Logger.Level.ERROR, "A change was refused by SQLite", cause);
      return StoreFault.of(
          current,
          cause instanceof QueueException e
              ? e
              : new StorageFailedException(options.file(), cause));
    }
    broken(kind, cause);
    return StoreFault.of(storage.reason());
  }

  private void broken(StorageFault kind, Exception cause) {
    if (kind == StorageFault.FULL) {
      storage.full(cause);
    } else {
      storage.failed(cause);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // each question names the type of its answer
  public <T> CompletableFuture<T> read(Question<T> question) {
    return (CompletableFuture<T>)
        switch (question) {
          case Question.One(long row) -> readers.ask(sql -> sql.job(row));
          case Question.Detail(long row) -> readers.ask(sql -> sql.detail(row));
          case Question.Work(long row) -> readers.ask(sql -> sql.work(row));
          case Question.Waiting(int most) -> readers.ask(sql -> sql.waiting(most));
          case Question.OfKey(var key) -> readers.ask(sql -> sql.ofKey(key));
          case Question.Search search -> {
            SearchStep step = new SearchStep(search, memory.counts()::count, clocks::nanos);
            yield readers.ask(sql -> step.read(sql.connection()));
          }
          case Question.Operations asked ->
              readers.ask(sql -> OperationTable.read(sql.connection(), asked));
        };
  }

  @Override
  public Totals totals() {
    return memory.counts().totals(memory.paused());
  }

  @Override
  public long waiting() {
    return memory.counts().waiting();
  }

  @Override
  public StorageState state() {
    return storage.state();
  }

  @Override
  public QueueException reason() {
    return storage.reason();
  }

  @Override
  public boolean probe() {
    return storage.probe();
  }

  @Override
  public long nanosToProbe(long nanos) {
    return storage.nanosToProbe(nanos);
  }

  @Override
  public boolean maintain(boolean calm) {
    storage.look();
    if (storage.state() != StorageState.OK) {
      return false;
    }
    WriteConnection file = storage.store();
    try {
      if (file.checkpointDue() || (calm && file.checkpointUseful())) {
        return storage.checkpoint();
      }
      if (calm) {
        file.shortenLog();
      }
    } catch (SQLException e) {
      broken(StorageFault.of(e, options.file()), e);
    }
    return false;
  }

  @Override
  public long nanosToNext(long nanos) {
    long wait = Math.min(pruner.nanosToNext(nanos), storage.nanosToLook(nanos));
    wait = Math.min(wait, memory.suspects().nanosToNext(nanos));
    if (memory.due() != Long.MAX_VALUE) {
      long millis = Math.max(0, memory.due() - clocks.millis());
      wait = Math.min(wait, Math.min(CLOCK_NANOS, TimeUnit.MILLISECONDS.toNanos(millis)));
    }
    return wait;
  }

  @Override
  public void close() {
    try {
      storage.close();
    } catch (SQLException e) {
      throw StorageFault.translate(options.file(), e);
    } finally {
      readers.close();
      lock.close();
    }
  }
}
