package pagoda.queue.store;

import java.util.List;
import pagoda.queue.QueueEnvironment;
import pagoda.queue.QueueOptions;

/**
 * What a queue tells its store. Immutable.
 *
 * @param options the settings
 * @param environment the clocks
 * @param types the types that this process serves
 * @param owner whom the store asks and tells
 */
public record StoreSetup(
    QueueOptions options, QueueEnvironment environment, List<ServedType> types, StoreOwner owner) {
  /** Copies the list. */
  public StoreSetup {
    types = List.copyOf(types);
  }
}
