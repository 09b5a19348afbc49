package pagoda.queue.store;

import pagoda.queue.TypeOptions;

/**
 * A type that this process serves. Immutable.
 *
 * @param name its name
 * @param pool where its attempts run
 * @param options its settings
 * @param source where they come from: {@code handler} or {@code file}
 * @param apart whether its attempts run in processes of their own
 */
public record ServedType(
    String name, Pool pool, TypeOptions options, String source, boolean apart) {
  /** The source of what a handler says of itself. */
  public static final String HANDLER = "handler";

  /** The source of what its owner says of it. */
  public static final String FILE = "file";

  /** The source of a type that exists only since a worker named it. */
  public static final String WORKERS = "workers";
}
