package pagoda.queue.internal.open;

import java.io.IOException;
import java.sql.SQLException;
import pagoda.queue.JobHandlers;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueOptions;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.round.CommandLink;
import pagoda.queue.internal.round.Live;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.round.Writer;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.internal.sqlite.Ballast;
import pagoda.queue.internal.sqlite.FileState;
import pagoda.queue.internal.sqlite.LockFile;
import pagoda.queue.internal.sqlite.Readers;
import pagoda.queue.internal.sqlite.Recovery;
import pagoda.queue.internal.sqlite.Schema;
import pagoda.queue.internal.sqlite.Storage;
import pagoda.queue.internal.sqlite.StorageFault;
import pagoda.queue.internal.sqlite.Store;

/** Opens a queue: lock, file, recovery, threads. */
public final class Opening {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private Opening() {}

  /** Opens a queue; see {@link pagoda.queue.JobQueue#open}. */
  public static OpenQueue open(
      QueueOptions config, JobHandlers handlers, QueueEnvironment environment) {
    LockFile lock = LockFile.acquire(config.file());
    try {
      return open(config, handlers, environment, lock);
    } catch (SQLException e) {
      lock.close();
      throw StorageFault.translate(config.file(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static OpenQueue open(
      QueueOptions config, JobHandlers handlers, QueueEnvironment environment, LockFile lock)
      throws SQLException {
    Clocks clocks = Clocks.of(environment);
    FileState file = new FileState(config.ageing());
    Shared shared = new Shared(config, clocks, file, new Live(config, clocks));
    Store store = Store.open(config.file(), Schema.CURRENT);
    QueueSnapshot.Recovery recovery;
    try {
      recovery = Recovery.run(file, clocks, store, handlers);
    } catch (SQLException | RuntimeException e) {
      store.close();
      throw e;
    }
    Readers readers = new Readers(config.file(), config.readers(), file.ids(), file.types());
    Storage storage = storage(shared, store, readers);
    RunLink link = new CommandLink(shared);
    Dispatcher dispatcher = new Dispatcher(link, environment.compute(), shared.live().meters());
    Writer writer = new Writer(shared, storage, dispatcher, link);
    shared.live().feed().start();
    dispatcher.start();
    writer.start();
    Shutdown shutdown = new Shutdown(shared, writer, dispatcher, readers, lock);
    return new OpenQueue(shared, readers, storage, recovery, shutdown);
  }

  private static Storage storage(Shared shared, Store store, Readers readers) {
    QueueOptions config = shared.config();
    Ballast ballast = new Ballast(config.file(), config.ballastBytes());
    Storage storage =
        new Storage(
            config.file(),
            Schema.CURRENT,
            store,
            ballast,
            readers,
            shared.file(),
            shared.clocks(),
            shared.live().runs()::owns,
            state ->
                shared
                    .live()
                    .feed()
                    .publish(number -> new QueueEvent.StorageChanged(number, state)));
    fill(ballast, storage);
    return storage;
  }

  /** On a full disk the queue opens all the same: its jobs can be read, and some even finished. */
  private static void fill(Ballast ballast, Storage storage) {
    try {
      ballast.fill();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "No room for the ballast", e);
      storage.full(e);
    }
  }
}
