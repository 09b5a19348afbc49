package pagoda.queue;

import java.nio.file.Path;

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
}
