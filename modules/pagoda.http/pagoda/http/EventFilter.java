package pagoda.http;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What one client wants to hear. Immutable.
 *
 * @param filter which events; called often and by many threads, so it must be quick
 * @param snapshot how things stand, for a client that can not continue where it left off; called on
 *     the thread of the request
 */
public record EventFilter(Predicate<ServerEvent> filter, Supplier<List<ServerEvent>> snapshot) {
  /** Every event, and nothing to begin with. */
  public static final EventFilter ALL = new EventFilter(e -> true, List::of);
}
