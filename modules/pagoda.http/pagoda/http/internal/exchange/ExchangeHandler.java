package pagoda.http.internal.exchange;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import pagoda.http.BadRequestException;
import pagoda.http.ExchangeOutcome;
import pagoda.http.MethodNotAllowedException;
import pagoda.http.NotFoundException;
import pagoda.http.OverloadedException;
import pagoda.http.Principal;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.WebServerOptions;
import pagoda.http.internal.bodies.DetachedBody;
import pagoda.http.internal.limits.Admission;
import pagoda.http.internal.limits.StallWatch;
import pagoda.http.internal.routing.RouteTable;
import pagoda.http.internal.routing.RouteTree;

/**
 * Takes one exchange from its first look to its last byte. There are three zones in which something
 * can fail: before the handler and in it, where the client is told; and after the first byte, where
 * nothing is left but to cut the connection, so that the client sees the end missing. Thread-safe.
 */
final class ExchangeHandler implements HttpHandler {
  private static final System.Logger LOG = System.getLogger("pagoda.http");
  private static final Duration SOON = Duration.ofSeconds(1);

  private final WebServerOptions options;
  private final RouteTable routes;
  private final StallWatch watch;
  private final TrustedProxies proxies;
  private final HeadReader heads;
  private final BodyReader bodies;
  private final ResponseWriter writer;
  private final Streams streams;
  private final Admissions admissions;

  ExchangeHandler(
      WebServerOptions options,
      Routes routes,
      StallWatch watch,
      HeadReader heads,
      BodyReader bodies,
      ResponseWriter writer,
      Streams streams) {
    this.options = options;
    this.routes = new RouteTable(routes.all());
    this.watch = watch;
    this.heads = heads;
    this.bodies = bodies;
    this.writer = writer;
    this.streams = streams;
    this.proxies = new TrustedProxies(options.trustedProxies());
    this.admissions = new Admissions(options.limits(), routes.all());
  }

  Admissions admissions() {
    return admissions;
  }

  /**
   * The JDK cleans up after an exchange only if its stream was closed or an exception arrives
   * there, so one is let through whenever the connection must go.
   */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    InetAddress client = client(exchange);
    Call call = new Call(exchange, watch.guard(), client);
    boolean detached = false;
    try {
      BodyReader.begin(call);
      detached = admitAndServe(call);
    } catch (IOException | RuntimeException | Error e) {
      if (call.outcome == ExchangeOutcome.COMPLETE && !call.answered) {
        call.outcome = call.guard.isCut() ? ExchangeOutcome.TIMED_OUT : ExchangeOutcome.CLIENT_GONE;
      }
      throw new IOException("the connection is cut", e);
    } finally {
      bodies.release(call);
      if (!detached) {
        finish(call);
      }
    }
  }

  private InetAddress client(HttpExchange exchange) {
    Headers fields = exchange.getRequestHeaders();
    return proxies.client(
        exchange.getRemoteAddress().getAddress(),
        fields.getOrDefault("X-Forwarded-For", List.of()),
        fields.getOrDefault("Forwarded", List.of()));
  }

  private void finish(Call call) {
    call.guard.close();
    try {
      options.listener().ended(call.record());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the exchange listener failed", e);
    }
  }

  private boolean admitAndServe(Call call) throws IOException {
    Optional<RouteTree.Match<Route>> match;
    try {
      HeadReader.Checked checked = heads.read(call);
      call.head = checked.head();
      match = routes.find(checked.segments());
    } catch (RuntimeException e) {
      return send(call, problem(call, e));
    }
    call.route = match.flatMap(m -> RouteTable.choose(m.methods(), call.method())).orElse(null);
    Admission admission = admissions.of(Optional.ofNullable(call.route));
    switch (admission.enter(call.client)) {
      case FULL -> {
        return send(call, new OverloadedException("The server is busy", SOON).response());
      }
      case CLIENT_FULL -> {
        return send(call, OverloadedException.client("Too many requests at once", SOON).response());
      }
      case ADMITTED -> {}
    }
    try {
      return send(call, answer(call, match));
    } finally {
      admission.leave(call.client);
    }
  }

  private Response answer(Call call, Optional<RouteTree.Match<Route>> match) throws IOException {
    try {
      if (match.isEmpty()) {
        throw new NotFoundException("There is nothing at this path");
      }
      if (call.route == null) {
        return withoutRoute(call, RouteTable.allowed(match.get().methods()));
      }
      authorize(call);
      call.route
          .queries()
          .ifPresent(known -> call.head.query().allowOnly(known.toArray(String[]::new)));
      byte[] body = bodies.read(call, () -> writer.tellTimeout(call));
      Request request =
          new ReceivedRequest(call.head, call.route, match.get().variables(), call.principal, body);
      return Objects.requireNonNull(call.route.handler().handle(request), "the handler's answer");
    } catch (IOException e) {
      return unreadable(call, e);
    } catch (Exception | Error e) {
      return problem(call, e);
    }
  }

  private Response withoutRoute(Call call, List<String> allowed) {
    if (CorsPreflight.is(call.head)) {
      return CorsPreflight.answer(call.head, options.cors(), allowed);
    }
    if (call.method().equals("OPTIONS")) {
      return Response.noContent().withHeader("Allow", String.join(", ", allowed));
    }
    throw new MethodNotAllowedException(call.method(), allowed);
  }

  /** Who was refused for want of a role is known, and told of, all the same. */
  private void authorize(Call call) {
    Route route = call.route;
    if (route.isOpen()) {
      return;
    }
    Principal principal =
        options.authenticator().authenticate(call.head.header("Authorization"), call.client);
    call.principal = principal;
    route
        .role()
        .ifPresent(role -> {
          if (!(route.takesAnyScope() && principal.hasSome(role))) {
            principal.require(role);
          }
        });
  }

  /** An exception of the handler's own I/O, or a body that ended early or is malformed. */
  private Response unreadable(Call call, IOException failure) throws IOException {
    if (call.guard.isCut()) {
      throw failure;
    }
    return call.bodyRead
        ? problem(call, failure)
        : new BadRequestException("The body ended early, or its chunks are malformed").response();
  }

  private Response problem(Call call, Throwable failure) {
    if (failure instanceof ProblemException known) {
      return known.response();
    }
    Optional<ProblemException> mapped = mapped(failure);
    if (mapped.isPresent()) {
      return mapped.get().response();
    }
    call.failure = failure;
    return Problem.of(500, ProblemCodes.INTERNAL, "The server failed; the fault is its own")
        .with("request_id", call.trace.traceId())
        .response();
  }

  private Optional<ProblemException> mapped(Throwable failure) {
    try {
      return options.errorMapper().map(failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return Optional.empty();
    }
  }

  /** True if the answer is a stream that goes on after this. */
  private boolean send(Call call, Response response) throws IOException {
    if (response.body() instanceof DetachedBody stream && !call.method().equals("HEAD")) {
      Optional<Response> refused = streams.start(call, response, stream, () -> finish(call));
      return refused.isEmpty() || send(call, refused.get());
    }
    sendBody(call, response);
    return false;
  }

  private void sendBody(Call call, Response response) throws IOException {
    try {
      writer.write(call, response);
    } catch (IOException | RuntimeException | Error e) {
      if (call.outcome != ExchangeOutcome.COMPLETE || call.status != 0) {
        throw e;
      }
      Response problem = problem(call, e);
      writer.write(call, problem);
    }
  }
}
