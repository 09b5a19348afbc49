package pagoda.http.internal.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pagoda.http.Route;

/** Finds the route that serves a path and a method. Immutable. */
public final class RouteTable {
  private final RouteTree<Route> tree = new RouteTree<>();

  /** Of these routes; throws an {@link IllegalArgumentException} if two are for the same. */
  public RouteTable(Collection<Route> routes) {
    for (Route route : routes) {
      tree.add(route.method(), route.pattern(), route);
    }
  }

  /** The routes of a path, by its decoded segments. */
  public Optional<RouteTree.Match<Route>> find(List<String> segments) {
    return tree.find(segments);
  }

  /** The route among those of a path; HEAD is served as GET. */
  public static Optional<Route> choose(Map<String, Route> methods, String method) {
    return Optional.ofNullable(methods.get(method.equals("HEAD") ? "GET" : method));
  }

  /** The methods of a path, as {@code Allow} names them. */
  public static List<String> allowed(Map<String, Route> methods) {
    Set<String> allowed = new TreeSet<>(methods.keySet());
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    return new ArrayList<>(allowed);
  }
}
