package pagoda.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which handler serves a method and path, for whom, with which body. Immutable.
 *
 * @param method such as {@code GET}; a GET route serves HEAD too
 * @param pattern the raw path, such as {@code /jobs/{id}}; a name in braces stands for one segment
 * @param handler what answers
 * @param role what a caller must be allowed to; empty if nobody is asked who they are. Default
 *     {@link Role#READ} for GET and {@link Role#SUBMIT} for the rest
 * @param accepts the media types a body may have and the most bytes of each, 0 for {@link
 *     Limits#bodyBytes()}; empty if the type is not looked at
 * @param essential true if it is answered even when {@link Limits#inFlight()} is reached: for
 *     health probes, which must be cheap
 */
public record Route(
    String method,
    String pattern,
    Handler handler,
    Optional<Role> role,
    Map<MediaType, Integer> accepts,
    boolean essential) {

  /** Copies the map. */
  public Route {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(role, "role");
    accepts = Map.copyOf(accepts);
  }

  private static Route of(String method, String pattern, Handler handler, Role role) {
    return new Route(method, pattern, handler, Optional.of(role), Map.of(), false);
  }

  /**
   * {@return a route for GET and HEAD; its handler need not tell them apart}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route get(String pattern, Handler handler) {
    return of("GET", pattern, handler, Role.READ);
  }

  /**
   * {@return a route for POST}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route post(String pattern, Handler handler) {
    return of("POST", pattern, handler, Role.SUBMIT);
  }

  /**
   * {@return a route for PUT}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route put(String pattern, Handler handler) {
    return of("PUT", pattern, handler, Role.SUBMIT);
  }

  /**
   * {@return a route for PATCH}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route patch(String pattern, Handler handler) {
    return of("PATCH", pattern, handler, Role.SUBMIT);
  }

  /**
   * {@return a route for DELETE}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route delete(String pattern, Handler handler) {
    return of("DELETE", pattern, handler, Role.SUBMIT);
  }

  /**
   * {@return the same, for callers with this role}
   *
   * @param needed the role
   */
  public Route role(Role needed) {
    return new Route(method, pattern, handler, Optional.of(needed), accepts, essential);
  }

  /** {@return the same, for everybody, token or not} */
  public Route open() {
    return new Route(method, pattern, handler, Optional.empty(), accepts, essential);
  }

  /**
   * {@return the same, taking bodies of this type, up to {@link Limits#bodyBytes()}}
   *
   * @param type the media type
   */
  public Route accepts(MediaType type) {
    return accepts(type, 0);
  }

  /**
   * {@return the same, taking bodies of this type of at most {@code maxBytes}}
   *
   * @param type the media type
   * @param maxBytes the most bytes of such a body
   */
  public Route accepts(MediaType type, int maxBytes) {
    Map<MediaType, Integer> more = new LinkedHashMap<>(accepts);
    more.put(type, maxBytes);
    return new Route(method, pattern, handler, role, more, essential);
  }

  /** {@return the same, answered however busy the server is} */
  public Route alwaysAnswered() {
    return new Route(method, pattern, handler, role, accepts, true);
  }
}
