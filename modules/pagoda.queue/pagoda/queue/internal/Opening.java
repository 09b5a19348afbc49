package pagoda.queue.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import pagoda.queue.Job;
import pagoda.queue.JobHandlers;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueConfig;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueSnapshot;

/** Opens a queue: lock, file, recovery, threads. */
final class Opening {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private Opening() {}

  static Engine open(QueueConfig config, JobHandlers handlers, QueueEnvironment environment) {
    LockFile lock = LockFile.acquire(config.file());
    try {
      return open(new Core(config, environment), handlers, lock);
    } catch (SQLException e) {
      lock.close();
      throw StorageFault.translate(config.file(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Engine open(Core core, JobHandlers handlers, LockFile lock) throws SQLException {
    QueueConfig config = core.config();
    Ballast ballast = new Ballast(config.file(), config.ballastBytes());
    Store store = Store.open(config.file(), Schema.CURRENT);
    QueueSnapshot.Recovery recovery;
    try {
      recovery = Recovery.run(core, store, handlers);
    } catch (SQLException | RuntimeException e) {
      store.close();
      throw e;
    }
    Readers readers = new Readers(config.file(), config.readers());
    Storage storage = new Storage(core, Schema.CURRENT, store, ballast, readers);
    fill(ballast, storage);
    RunLink link = link(core);
    Dispatcher dispatcher = new Dispatcher(core, link);
    Writer writer = new Writer(core, storage, dispatcher, link);
    core.feed().start();
    dispatcher.start();
    writer.start();
    Shutdown shutdown = new Shutdown(core, writer, dispatcher, readers, lock);
    return new Engine(core, readers, storage, recovery, shutdown);
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

  private static RunLink link(Core core) {
    return new RunLink() {
      @Override
      public void submit(Command command) {
        if (!core.commands().submitOwn(command)) {
          command.failed(new QueueClosedException());
        }
      }

      @Override
      public Job job(JobRow row) {
        return row.job(core.ids());
      }

      @Override
      public long nanoTime() {
        return core.nanos();
      }

      @Override
      public Duration defaultTimeLimit() {
        return core.config().timeLimit();
      }

      @Override
      public int maxCheckpointBytes() {
        return core.config().maxCheckpointBytes();
      }

      @Override
      public int maxResultBytes() {
        return core.config().maxResultBytes();
      }
    };
  }
}
