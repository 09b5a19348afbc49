package pagoda.queue;

/** The SQLite library is too old: before 3.51.3 it can lose commits when a WAL is reset. */
public final class SqliteVersionException extends QueueException {
  private static final long serialVersionUID = 1L;

  private final String found;

  /**
   * Builds the refusal.
   *
   * @param found the library's version
   * @param minimum the oldest version accepted
   */
  public SqliteVersionException(String found, String minimum) {
    super("SQLite must be at least " + minimum + ", was: " + found, null);
    this.found = found;
  }

  /**
   * The library's version.
   *
   * @return the version
   */
  public String found() {
    return found;
  }
}
