package pagoda.queue.internal.sqlite.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import pagoda.queue.QueueOptions;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.sqlite.Ballast;
import pagoda.queue.internal.sqlite.LockFile;
import pagoda.queue.internal.sqlite.Readers;
import pagoda.queue.internal.sqlite.Schema;
import pagoda.queue.internal.sqlite.StorageFault;
import pagoda.queue.internal.sqlite.WriteConnection;
import pagoda.queue.store.JobStore;
import pagoda.queue.store.Joined;
import pagoda.queue.store.StoreProvider;
import pagoda.queue.store.StoreSetup;

/** Opens a file: lock, schema, recovery. */
public final class SqliteProvider implements StoreProvider {
  /** The connections that read. */
  private static final int READERS = 2;

  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  @Override
  public JobStore open(StoreSetup setup) {
    Path file = setup.options().file();
    LockFile lock = LockFile.acquire(file);
    try {
      return open(setup, lock);
    } catch (SQLException e) {
      lock.close();
      throw StorageFault.translate(file, e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static JobStore open(StoreSetup setup, LockFile lock) throws SQLException {
    QueueOptions options = setup.options();
    Clocks clocks = Clocks.of(setup.environment());
    FileState memory = new FileState(options.ageing());
    WriteConnection file = WriteConnection.open(options.file(), Schema.CURRENT);
    Joined joined;
    try {
      joined = Recovery.run(memory, clocks, file, setup.types());
    } catch (SQLException | RuntimeException e) {
      file.close();
      throw e;
    }
    Readers readers = new Readers(options.file(), READERS);
    Ballast ballast = new Ballast(options.file(), options.ballastBytes());
    Storage storage =
        new Storage(options.file(), file, ballast, readers, memory, clocks, setup.owner());
    lock.opened();
    readers.onFault(storage::report);
    fill(ballast, storage);
    return new SqliteStore(options, clocks, joined, memory, storage, readers, lock);
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
