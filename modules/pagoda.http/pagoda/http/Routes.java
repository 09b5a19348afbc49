package pagoda.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pagoda.http.internal.RouteTree;

/**
 * Which route serves which request. Immutable.
 *
 * <p>Patterns are matched segment by segment with the raw path, decoded only afterwards. A literal
 * segment goes before a name in braces. {@code /jobs/} is another path than {@code /jobs}.
 */
public final class Routes {
  private final RouteTree<Route> tree = new RouteTree<>();
  private final List<Route> all;

  private Routes(Collection<Route> routes) {
    all = List.copyOf(routes);
    for (Route route : all) {
      tree.add(route.method(), route.pattern(), route);
    }
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

  Optional<RouteTree.Match<Route>> find(List<String> segments) {
    return tree.find(segments);
  }

  /** The route among those of a path; HEAD is served as GET. */
  static Optional<Route> choose(Map<String, Route> methods, String method) {
    return Optional.ofNullable(methods.get(method.equals("HEAD") ? "GET" : method));
  }

  /** The methods of a path, as {@code Allow} names them. */
  static List<String> allowed(Map<String, Route> methods) {
    Set<String> allowed = new TreeSet<>(methods.keySet());
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    return new ArrayList<>(allowed);
  }
}
