package pagoda.queue;

import java.nio.file.Path;
import pagoda.queue.internal.sqlite.FileVerifier;

/** What a queue in a file has that one in a database has not. Thread-safe. */
public interface FileStore {
  /** {@return the queue's file} */
  Path file();

  /** {@return the size of the write-ahead log in bytes} */
  long walBytes();

  /** {@return the size of the file in bytes} */
  long fileBytes();

  /**
   * Writes a consistent copy of the file while the queue goes on.
   *
   * @param target where to; must not exist
   * @throws StorageFailedException when the copy can not be written
   * @throws StorageFullException when the disk has no room for it
   */
  void backup(Path target);

  /**
   * Checks a file: SQLite's own integrity check and the rules between rows and counters. The file
   * may be in use.
   *
   * @param file the queue file
   * @return what was found
   * @throws QueueCorruptedException when it is no queue file
   * @throws NewerSchemaException when a newer release wrote it
   * @throws StorageFailedException when it can not be read
   */
  static VerifyReport verify(Path file) {
    return FileVerifier.verify(file);
  }
}
