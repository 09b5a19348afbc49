package pagoda.queue.internal;

import java.io.IOException;
import java.sql.SQLException;
import pagoda.queue.JobHandlers;
import pagoda.queue.QueueConfig;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueSnapshot;

/** Opens a queue: lock, file, recovery, threads. */
final class Opening {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private Opening() {}

  /** Opens a queue; see {@link pagoda.queue.JobQueue#open}. */
  static OpenQueue open(QueueConfig config, JobHandlers handlers, QueueEnvironment environment) {
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
      QueueConfig config, JobHandlers handlers, QueueEnvironment environment, LockFile lock)
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
    QueueConfig config = shared.config();
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
