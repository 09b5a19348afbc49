package pagoda.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which handler serves a method and path, for whom, with which parameters and body. Immutable.
 *
 * {@snippet lang=java :
 * Route.get("/jobs", jobs::list).role(READ).queries("state", "limit");
 * Route.post("/jobs", jobs::submit).role(SUBMIT).accepts(MediaType.JSON);
 * }
 */
public final class Route {
  private final String method;
  private final String pattern;
  private final Handler handler;
  private final Optional<Role> role;
  private final boolean anyScope;
  private final boolean open;
  private final Map<MediaType, Integer> accepts;
  private final int maxBody;
  private final Optional<List<String>> queries;
  private final boolean essential;
  private final Optional<Places> places;

  /**
   * How many requests of a route are answered at once, where it has places of its own.
   *
   * @param inAll how many; one more is answered 503
   * @param ofOneClient how many of one client address; one more is answered 429
   */
  public record Places(int inAll, int ofOneClient) {
    /** Checks that there are some. */
    public Places {
      if (inAll < 1 || ofOneClient < 1) {
        throw new IllegalArgumentException(
            "places must be positive: " + inAll + ", of one client " + ofOneClient);
      }
    }
  }

  private Route(String method, String pattern, Handler handler, Draft draft) {
    this.method = Objects.requireNonNull(method, "method");
    this.pattern = Objects.requireNonNull(pattern, "pattern");
    this.handler = Objects.requireNonNull(handler, "handler");
    role = draft.role;
    anyScope = draft.anyScope;
    open = draft.open;
    accepts = Map.copyOf(draft.accepts);
    maxBody = draft.maxBody;
    queries = draft.queries;
    essential = draft.essential;
    places = draft.places;
  }

  /** What is being changed; confined to one call. */
  private static final class Draft {
    private Optional<Role> role = Optional.empty();
    private boolean anyScope;
    private boolean open;
    private Map<MediaType, Integer> accepts = Map.of();
    private int maxBody;
    private Optional<List<String>> queries = Optional.empty();
    private boolean essential;
    private Optional<Places> places = Optional.empty();
  }

  private Route with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.role = role;
    draft.anyScope = anyScope;
    draft.open = open;
    draft.accepts = accepts;
    draft.maxBody = maxBody;
    draft.queries = queries;
    draft.essential = essential;
    draft.places = places;
    change.accept(draft);
    return new Route(method, pattern, handler, draft);
  }

  /**
   * {@return a route for a method, for every caller the server knows}
   *
   * @param method such as {@code GET}; methods are case-sensitive, and a GET route serves HEAD too
   * @param pattern the raw path, such as {@code /jobs/{id}}; a name in braces stands for one
   *     segment
   * @param handler what answers
   */
  public static Route of(String method, String pattern, Handler handler) {
    return new Route(method, pattern, handler, new Draft());
  }

  /**
   * {@return a route for GET and HEAD; its handler need not tell them apart}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route get(String pattern, Handler handler) {
    return of("GET", pattern, handler);
  }

  /**
   * {@return a route for POST}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route post(String pattern, Handler handler) {
    return of("POST", pattern, handler);
  }

  /**
   * {@return a route for PUT}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route put(String pattern, Handler handler) {
    return of("PUT", pattern, handler);
  }

  /**
   * {@return a route for PATCH}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route patch(String pattern, Handler handler) {
    return of("PATCH", pattern, handler);
  }

  /**
   * {@return a route for DELETE}
   *
   * @param pattern the path
   * @param handler what answers
   */
  public static Route delete(String pattern, Handler handler) {
    return of("DELETE", pattern, handler);
  }

  /**
   * {@return the same, for callers with this role}
   *
   * @param needed the role
   */
  public Route role(Role needed) {
    return with(draft -> {
      draft.role = Optional.of(needed);
      draft.anyScope = false;
      draft.open = false;
    });
  }

  /**
   * {@return the same, for callers with this role, or with it for some one thing; the handler must
   * then {@linkplain Principal#require require} it for the thing that the request is about}
   *
   * @param needed the role
   */
  public Route roleOfAnyScope(Role needed) {
    return with(draft -> {
      draft.role = Optional.of(needed);
      draft.anyScope = true;
      draft.open = false;
    });
  }

  /** {@return the same, for everybody, token or not} */
  public Route open() {
    return with(draft -> {
      draft.role = Optional.empty();
      draft.open = true;
    });
  }

  /**
   * {@return the same, taking bodies of this type, up to {@link #maxBody()}}
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
   * @param maxBytes the most bytes of such a body; 0 for {@link #maxBody()}
   */
  public Route accepts(MediaType type, int maxBytes) {
    Map<MediaType, Integer> more = new LinkedHashMap<>(accepts);
    more.put(type, maxBytes);
    return with(draft -> draft.accepts = more);
  }

  /**
   * {@return the same, taking bodies of at most {@code maxBytes} where their type says nothing
   * else}
   *
   * @param maxBytes the most bytes of a body; 0 for {@link Limits#bodyBytes()}
   */
  public Route maxBody(int maxBytes) {
    return with(draft -> draft.maxBody = maxBytes);
  }

  /**
   * {@return the same, with these query parameters and no others: another one is answered 400 with
   * the name that was probably meant} A name that begins with an underscore is ignored, such as
   * what a page adds against caches. Without a call of this method no parameter is refused.
   *
   * @param names the names of all parameters there are
   */
  public Route queries(String... names) {
    return with(draft -> draft.queries = Optional.of(List.of(names)));
  }

  /** {@return the same, answered however busy the server is} */
  public Route alwaysAnswered() {
    return with(draft -> draft.essential = true);
  }

  /**
   * {@return the same, with places of its own: its requests do not count as in flight} For a
   * handler that waits long, so that those who wait keep nobody else out.
   *
   * @param own how many
   */
  public Route places(Places own) {
    return with(draft -> draft.places = Optional.of(own));
  }

  /** {@return the method} */
  public String method() {
    return method;
  }

  /** {@return the pattern of the path} */
  public String pattern() {
    return pattern;
  }

  /** {@return what answers} */
  public Handler handler() {
    return handler;
  }

  /** {@return what a caller must be allowed to; empty if being known is enough, or it is open} */
  public Optional<Role> role() {
    return role;
  }

  /** {@return true if the role for some one thing is enough to reach the handler} */
  public boolean takesAnyScope() {
    return anyScope;
  }

  /** {@return true if nobody is asked who they are} */
  public boolean isOpen() {
    return open;
  }

  /** {@return the media types a body may have and the most bytes of each; empty for any type} */
  public Map<MediaType, Integer> accepts() {
    return accepts;
  }

  /** {@return the most bytes of a body; 0 for {@link Limits#bodyBytes()}} */
  public int maxBody() {
    return maxBody;
  }

  /** {@return the names of the query parameters; empty if any are let through} */
  public Optional<List<String>> queries() {
    return queries;
  }

  /** {@return true if it is answered even when {@link Limits#inFlight()} is reached} */
  public boolean isAlwaysAnswered() {
    return essential;
  }

  /** {@return how many of its requests are answered at once; empty if they count as in flight} */
  public Optional<Places> places() {
    return places;
  }
}
