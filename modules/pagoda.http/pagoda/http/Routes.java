package pagoda.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import pagoda.http.internal.routing.RouteTable;

/**
 * Which route serves which request. Immutable.
 *
 * <p>Patterns are matched segment by segment with the raw path, decoded only afterwards. A literal
 * segment goes before a name in braces. {@code /jobs/} is another path than {@code /jobs}.
 */
public final class Routes {
  private final List<Route> all;

  private Routes(Collection<Route> routes) {
    all = List.copyOf(routes);
    new RouteTable(all); // which refuses what is registered twice
  }

  /**
   * {@return these routes}
   *
   * @param routes the routes
   * @throws IllegalArgumentException if two are for the same method and pattern
   */
  public static Routes of(Route... routes) {
    return new Routes(Arrays.asList(routes));
  }

  /**
   * {@return these routes}
   *
   * @param routes the routes
   */
  public static Routes of(Collection<Route> routes) {
    return new Routes(routes);
  }

  /**
   * {@return these and more}
   *
   * @param more further routes
   */
  public Routes and(Collection<Route> more) {
    List<Route> both = new ArrayList<>(all);
    both.addAll(more);
    return new Routes(both);
  }

  /** {@return every route, in the order given} */
  public List<Route> all() {
    return all;
  }
}
