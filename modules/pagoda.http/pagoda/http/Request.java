package pagoda.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.http.internal.ByteRange;
import pagoda.http.internal.HeaderList;
import tools.jackson.databind.JsonNode;

/** One request, checked and with its body read. Immutable, so it may be handed to other threads. */
public final class Request {
  private final Head head;
  private final Route route;
  private final Map<String, String> variables;
  private final Principal principal;
  private final byte[] body;

  Request(Head head, Route route, Map<String, String> variables, Principal principal, byte[] body) {
    this.head = head;
    this.route = route;
    this.variables = variables;
    this.principal = principal;
    this.body = body;
  }

  /** {@return the method as the client wrote it; methods are case-sensitive} */
  public String method() {
    return head.method();
  }

  /** {@return the path as the client wrote it, percent-encoding and all} */
  public String path() {
    return head.path();
  }

  /** {@return the route that serves this request} */
  public Route route() {
    return route;
  }

  /**
   * {@return the decoded segment that stands for {@code {name}} in the route's pattern; never
   * empty, without slashes, control characters or dots alone}
   *
   * @param name the name, in any case
   * @throws IllegalArgumentException if the pattern has no such name
   */
  public String path(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(route.pattern() + " has no {" + name + "}");
    }
    return value;
  }

  /** {@return the parameters after the {@code ?}} */
  public Query query() {
    return head.query();
  }

  /**
   * {@return the first value of a header, whatever the case of its name}
   *
   * @param name the name, in any case
   */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /**
   * {@return all values of a header, in order; empty if there is none}
   *
   * @param name the name, in any case
   */
  public List<String> headers(String name) {
    return head.headers(name);
  }

  /**
   * {@return the media type of the body; empty if there is no {@code Content-Type} or it is
   * malformed}
   */
  public Optional<MediaType> contentType() {
    return header("Content-Type").flatMap(MediaType::parse);
  }

  /**
   * {@return the body, exactly as it arrived; empty if there is none} Not copied: do not change it.
   */
  public byte[] body() {
    return body;
  }

  /**
   * {@return the body as a JSON tree, parsed anew at each call}
   *
   * @throws BadRequestException if it is no strict JSON
   * @see Json
   */
  public JsonNode json() {
    return Json.parse(body);
  }

  /** {@return the address of the client; behind a trusted proxy, the one the proxy names} */
  public InetAddress client() {
    return head.client();
  }

  /** {@return where this request stands in a trace; a new one unless the client sent one} */
  public TraceContext trace() {
    return head.trace();
  }

  /** {@return what the answer names in {@code X-Request-Id}: the trace id} */
  public String requestId() {
    return head.trace().traceId();
  }

  /** {@return who makes the request} */
  public Principal principal() {
    return principal;
  }

  /**
   * {@return the best of {@code offered} for this client's {@code Accept}; the first one if the
   * client has no preference} The answer should carry {@code Vary: Accept}.
   *
   * @param offered the media types there are, the preferred first
   * @throws NotAcceptableException if the client accepts none of them
   */
  public MediaType negotiate(MediaType... offered) {
    return Negotiation.best(headers("Accept"), List.of(offered));
  }

  /**
   * {@return true if the client asks for one byte range, which a {@link RangeBody} will be asked
   * for} Several ranges at once are ignored and get the whole body, as RFC 9110 section 14.2
   * allows.
   */
  public boolean asksForRange() {
    return method().equals("GET")
        && header("Range")
            .filter(r -> !(ByteRange.parse(r, Long.MAX_VALUE) instanceof ByteRange.Whole))
            .isPresent();
  }

  /**
   * Checks {@code If-Match} and {@code If-None-Match} before a change. For GET and HEAD the server
   * checks by itself, from the {@code ETag} of the response.
   *
   * @param current the tag of the resource as it is; empty if it does not exist
   * @throws PreconditionFailedException if the client expects another state
   */
  public void checkPreconditions(Optional<EntityTag> current) {
    Preconditions.check(head, current);
  }

  /**
   * {@return the value of a preference in {@code Prefer} (RFC 7240), such as {@code wait}}
   *
   * @param name the name, in any case
   */
  public Optional<String> prefer(String name) {
    return HeaderList.parameter(headers("Prefer"), name);
  }
}
