package pagoda.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import pagoda.http.internal.routing.RouteTable;

/**
 * Which route serves which request. Immutable.
 *
 * <p>Patterns are matched segment by segment with the raw path, decoded only afterwards. A literal
 * segment goes before a name in braces. {@code /jobs/} is another path than {@code /jobs}.
 */
public final class Routes {
  private static final String[] NONE = {};

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

  /**
   * {@return the same, where every GET route that names no role and is not open asks for this one}
   *
   * @param role who may look
   */
  public Routes readableBy(Role role) {
    return withRole(role, route -> route.method().equals("GET"));
  }

  /**
   * {@return the same, where every other route that names no role and is not open asks for this
   * one}
   *
   * @param role who may change things
   */
  public Routes changeableBy(Role role) {
    return withRole(role, route -> !route.method().equals("GET"));
  }

  /**
   * {@return the same, where every route that names no query parameters takes none: an unknown one
   * is answered 400}
   */
  public Routes withoutOtherQueries() {
    return new Routes(
        all.stream()
            .map(route -> route.queries().isPresent() ? route : route.queries(NONE))
            .toList());
  }

  private Routes withRole(Role role, Predicate<Route> chosen) {
    return new Routes(
        all.stream()
            .map(route ->
                route.isOpen() || route.role().isPresent() || !chosen.test(route)
                    ? route
                    : route.role(role))
            .toList());
  }

  /** {@return every route, in the order given} */
  public List<Route> all() {
    return all;
  }
}
