package pagoda.http.internal.exchange;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.http.EntityTag;
import pagoda.http.MediaType;
import pagoda.http.Principal;
import pagoda.http.Query;
import pagoda.http.Request;
import pagoda.http.Route;
import pagoda.http.TraceContext;
import pagoda.http.internal.syntax.ByteRange;
import pagoda.http.internal.syntax.HeaderList;
import pagoda.http.internal.syntax.Negotiation;

/** A request that arrived: its head, the route that serves it, and its body. */
public final class ReceivedRequest implements Request {
  private final Head head;
  private final Route route;
  private final Map<String, String> variables;
  private final Principal principal;
  private final byte[] body;

  ReceivedRequest(
      Head head, Route route, Map<String, String> variables, Principal principal, byte[] body) {
    this.head = head;
    this.route = route;
    this.variables = variables;
    this.principal = principal;
    this.body = body;
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String path() {
    return head.path();
  }

  @Override
  public String path(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(route.pattern() + " has no {" + name + "}");
    }
    return value;
  }

  @Override
  public Query query() {
    return head.query();
  }

  @Override
  public Optional<String> header(String name) {
    return head.header(name);
  }

  @Override
  public List<String> headers(String name) {
    return head.headers(name);
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public InetAddress client() {
    return head.client();
  }

  @Override
  public TraceContext trace() {
    return head.trace();
  }

  @Override
  public Principal principal() {
    return principal;
  }

  @Override
  public MediaType negotiate(MediaType... offered) {
    return Negotiation.best(headers("Accept"), List.of(offered));
  }

  @Override
  public long bytesAsked(long length, Optional<EntityTag> current) {
    return head.isHead()
        ? length
        : switch (Selection.range(head, current, length)) {
          case ByteRange.Whole() -> length;
          case ByteRange.Part(_, long count) -> count;
          case ByteRange.Unsatisfiable() -> 0;
        };
  }

  @Override
  public void checkPreconditions(Optional<EntityTag> current) {
    Preconditions.check(head, current);
  }

  @Override
  public Optional<String> prefer(String name) {
    return HeaderList.parameter(headers("Prefer"), name);
  }
}
