package pagoda.queue.internal.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteException;
import pagoda.queue.QueueCorruptedException;
import pagoda.queue.QueueException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageFullException;

/** What an SQLite error means for the queue. */
public enum StorageFault {
  /** No room on the disk. */
  FULL,
  /** The disk failed, or the file is not accessible. */
  FAILED,
  /** The file's content is wrong. */
  CORRUPTED,
  /** Nothing about the disk: one statement was wrong. */
  STATEMENT;

  /** When a caller should try again after the disk was full. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final long NO_ROOM = 64 << 10;
  private static final int IOERR_FSYNC = 1034;
  private static final int IOERR_DIR_FSYNC = 1290;

  /** Reads the result code (sqlite.org/rescode.html). */
  public static StorageFault of(SQLException error, Path file) {
    int code = error instanceof SQLiteException e ? e.getResultCode().code : error.getErrorCode();
    return switch (code & 0xFF) {
      case 13 -> FULL;
      case 11, 26 -> CORRUPTED;
      case 10 -> ioError(code, file);
      case 5, 6, 7, 8, 14, 15 -> FAILED; // busy, locked, no memory, read-only, can't open, protocol
      default -> STATEMENT;
    };
  }

  /** Tells whether what a reader met is about the file, and not about its one question. */
  static boolean ofFile(SQLException error, Path file) {
    int code = error instanceof SQLiteException e ? e.getResultCode().code : error.getErrorCode();
    int primary = code & 0xFF;
    return of(error, file) == CORRUPTED || primary == 10 || primary == 14; // I/O, can't open
  }

  /** An I/O error while the disk has no room comes from that, unless a sync failed. */
  private static StorageFault ioError(int code, Path file) {
    boolean sync = code == IOERR_FSYNC || code == IOERR_DIR_FSYNC;
    Path folder = file.toAbsolutePath().getParent();
    return !sync && folder.toFile().getUsableSpace() < NO_ROOM ? FULL : FAILED;
  }

  QueueException exception(Path file, SQLException cause) {
    return switch (this) {
      case FULL -> new StorageFullException(file, RETRY_AFTER);
      case CORRUPTED -> new QueueCorruptedException(file, cause.getMessage(), cause);
      case FAILED, STATEMENT -> new StorageFailedException(file, cause);
    };
  }

  public static QueueException translate(Path file, SQLException cause) {
    return of(cause, file).exception(file, cause);
  }
}
