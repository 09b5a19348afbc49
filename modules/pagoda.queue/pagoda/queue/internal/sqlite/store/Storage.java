package pagoda.queue.internal.sqlite.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import pagoda.queue.QueueException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageFullException;
import pagoda.queue.StorageState;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.sqlite.Ballast;
import pagoda.queue.internal.sqlite.Readers;
import pagoda.queue.internal.sqlite.Schema;
import pagoda.queue.internal.sqlite.StorageFault;
import pagoda.queue.internal.sqlite.WriteConnection;
import pagoda.queue.store.StoreOwner;

/**
 * The file as the writer sees it: in order, full or failed, and the way back. Confined to the
 * writer once the queue is open, but for {@link #state}.
 *
 * <p>A failed sync is never tried again: the kernel may have dropped the pages that it could not
 * write and would report success. Instead every connection is closed, the file is opened anew, and
 * the whole log is copied into it, which writes each page again.
 */
final class Storage {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");
  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Less room than this on the disk is nearly none. */
  private static final long TIGHT_BYTES = 64L << 20;

  /** The least of the ballast, in parts of the whole. */
  private static final int MOST_PARTS = 8;

  /** The time between two checks of a whole damaged file. */
  private static final long DAMAGED_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Path file;
  private final Ballast ballast;
  private final Readers readers;
  private final FileState memory;
  private final Clocks clocks;
  private final StoreOwner owner;
  private WriteConnection store;
  private volatile StorageState state = StorageState.OK;
  private volatile QueueException reason;
  private volatile SQLException reported;
  private final FileWatch watch;
  private boolean damaged;
  private long probeNanos;
  private long lookNanos;

  Storage(
      Path file,
      WriteConnection store,
      Ballast ballast,
      Readers readers,
      FileState memory,
      Clocks clocks,
      StoreOwner owner) {
    this.file = file;
    this.store = store;
    this.ballast = ballast;
    this.readers = readers;
    this.memory = memory;
    this.clocks = clocks;
    this.owner = owner;
    this.watch = new FileWatch(file);
    this.lookNanos = clocks.nanos();
    watch.take();
  }

  StorageState state() {
    return state;
  }

  WriteConnection store() {
    return store;
  }

  /** What callers are told while the storage is not in order. */
  QueueException reason() {
    return reason;
  }

  /** The time until {@link #probe} is worth while. */
  long nanosToProbe(long nanos) {
    return Math.max(0, probeNanos - nanos);
  }

  /** Notes that the disk is full; the ballast makes room for what must still be written. */
  void full(Exception cause) {
    if (state == StorageState.FULL) {
      return;
    }
    LOGGER.log(System.Logger.Level.WARNING, "Disk of " + file + " is full", cause);
    reason = new StorageFullException(file, StorageFault.RETRY_AFTER);
    try {
      ballast.release();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "Ballast of " + file + " is not released", e);
    }
    change(StorageState.FULL);
  }

  /** Notes what a reader met; the writer acts on it within a second. */
  void report(SQLException cause) {
    reported = cause;
  }

  /**
   * Looks once a second whether the file is still the one that was opened, and whether a reader met
   * damage.
   */
  void look() {
    if (nanosToLook(clocks.nanos()) == 0) {
      lookNow();
    }
  }

  private void lookNow() {
    if (state == StorageState.FAILED) {
      return;
    }
    lookNanos = clocks.nanos() + PROBE_NANOS;
    SQLException met = reported;
    reported = null;
    if (met != null) {
      failed(met);
    } else {
      store.tight(file.toFile().getUsableSpace() < TIGHT_BYTES);
      watch.problem().ifPresent(problem -> failed(new IOException(problem)));
    }
  }

  /**
   * Copies the log into the file, unless that is another or shorter than it was: only this lets it
   * grow, so afterwards nobody could tell. False when nothing was copied.
   */
  boolean checkpoint() throws SQLException {
    lookNow();
    if (state != StorageState.OK) {
      return false;
    }
    store.checkpoint();
    watch.grown();
    return true;
  }

  /** The time until {@link #look} is worth while. */
  long nanosToLook(long nanos) {
    return Math.max(0, lookNanos - nanos);
  }

  /** Notes that the disk failed. */
  void failed(Exception cause) {
    damaged = cause instanceof SQLException e && StorageFault.of(e, file) == StorageFault.CORRUPTED;
    Exception told = // a file that was cut or exchanged says more than what SQLite makes of it
        watch.problem().<Exception>map(problem -> new IOException(problem, cause)).orElse(cause);
    LOGGER.log(System.Logger.Level.ERROR, "Storage " + file + " failed", told);
    reason = new StorageFailedException(file, told);
    change(StorageState.FAILED);
  }

  /** Tries once a second whether the storage is in order again. */
  boolean probe() {
    long nanos = clocks.nanos();
    if (nanosToProbe(nanos) > 0) {
      return false;
    }
    probeNanos = nanos + PROBE_NANOS;
    return state == StorageState.FULL ? refill() : reopen();
  }

  /** Shortens the log, which gives its room back, and takes the ballast's. */
  private boolean refill() {
    try {
      if (store.growth() < file.toFile().getUsableSpace()) {
        store.emptyLog();
        watch.grown();
      }
      fill();
      change(StorageState.OK);
      return true;
    } catch (IOException | SQLException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Disk of " + file + " is still full", e);
      return false;
    }
  }

  /** A file with room inside takes the next jobs without growing, and a smaller ballast will do. */
  private void fill() throws IOException, SQLException {
    int parts = store.freeBytes() < ballast.size() ? 1 : MOST_PARTS;
    for (int part = 1; part < parts; part *= 2) {
      try {
        ballast.fill(ballast.size() / part);
        return;
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "No room for the ballast by 1/" + part, e);
      }
    }
    ballast.fill(ballast.size() / parts);
  }

  private boolean reopen() {
    if (watch.databaseProblem().isPresent()) {
      return false; // what is open may be all that is left
    }
    try {
      readers.disconnect();
      closeStore();
      store = WriteConnection.open(file, Schema.CURRENT);
      store.emptyLog();
      if (damaged && !sound()) {
        probeNanos = clocks.nanos() + DAMAGED_NANOS;
        return false;
      }
      Orphans.giveBack(store, owner::runs);
      memory.types().putBack(store.connection());
      memory.load(store);
      watch.take();
      reported = null;
      change(StorageState.OK);
      return true;
    } catch (SQLException | QueueException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Storage " + file + " does not open", e);
      return false;
    }
  }

  private boolean sound() throws SQLException {
    String found = store.quickCheck();
    damaged = !found.equals("ok");
    if (damaged) {
      LOGGER.log(System.Logger.Level.ERROR, "Storage {0} is damaged: {1}", file, found);
    }
    return !damaged;
  }

  /** What the broken connection still complains about while it closes is not news. */
  private void closeStore() {
    if (store == null) {
      return;
    }
    try {
      store.close();
    } catch (SQLException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Storage " + file + " does not close", e);
    }
    store = null;
  }

  private void change(StorageState next) {
    if (state != next) {
      state = next;
      probeNanos = clocks.nanos() + (next == StorageState.FAILED ? 0 : PROBE_NANOS);
      owner.storageChanged(next);
    }
  }

  /** Writes the rest of the log into the file and closes it. */
  void close() throws SQLException {
    if (store != null) {
      if (state == StorageState.OK) {
        store.emptyLog();
      }
      store.close();
    }
  }
}
