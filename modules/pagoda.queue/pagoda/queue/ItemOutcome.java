package pagoda.queue;

/**
 * What became of one item of a batch: each item succeeds or fails alone. Immutable.
 *
 * @param <T> what an accepted item yields
 */
public sealed interface ItemOutcome<T> {
  /**
   * The item was carried out and is on disk.
   *
   * @param <T> what an accepted item yields
   * @param value what it yielded
   */
  record Accepted<T>(T value) implements ItemOutcome<T> {}

  /**
   * The item changed nothing.
   *
   * @param <T> what an accepted item would have yielded
   * @param reason why
   */
  record Refused<T>(QueueException reason) implements ItemOutcome<T> {}
}
