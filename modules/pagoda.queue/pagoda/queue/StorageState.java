package pagoda.queue;

/** How the storage of a queue is. */
public enum StorageState {
  /** It works. */
  OK,
  /** The disk is full: enqueues are refused, finished work is kept until there is room. */
  FULL,
  /** The disk failed: everything is refused until the file could be opened again. */
  FAILED
}
