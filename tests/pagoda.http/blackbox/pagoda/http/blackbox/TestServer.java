package pagoda.http.blackbox;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import pagoda.http.EventHubOptions;
import pagoda.http.ExchangeRecord;
import pagoda.http.Limits;
import pagoda.http.Route;
import pagoda.http.WebServer;
import pagoda.http.WebServerOptions;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;

/**
 * A server in this process on a free port, with {@link TestRoutes} and what it told its listener.
 */
final class TestServer implements AutoCloseable {
  private static final EventHubOptions QUICK = EventHubOptions.defaults().withPause(Duration.ZERO);

  final TestRoutes routes;
  final WebServer server;
  final LinkedBlockingQueue<ExchangeRecord> records = new LinkedBlockingQueue<>();

  private TestServer(
      UnaryOperator<WebServerOptions> options, EventHubOptions events, List<Route> more)
      throws IOException {
    routes = new TestRoutes(events);
    server =
        WebServer.start(
            options.apply(WebServerOptions.defaults().withListener(records::add)),
            routes.with(more));
  }

  static TestServer start() throws IOException {
    return start(o -> o);
  }

  static TestServer start(UnaryOperator<WebServerOptions> options) throws IOException {
    return start(options, List.of());
  }

  static TestServer start(UnaryOperator<WebServerOptions> options, List<Route> more)
      throws IOException {
    return new TestServer(options, QUICK, more);
  }

  static TestServer with(Route... more) throws IOException {
    return start(o -> o, List.of(more));
  }

  static TestServer limited(UnaryOperator<Limits> limits, Route... more) throws IOException {
    return start(o -> o.withLimits(limits.apply(Limits.defaults())), List.of(more));
  }

  static TestServer events(EventHubOptions options, UnaryOperator<WebServerOptions> more)
      throws IOException {
    return new TestServer(more, options, List.of());
  }

  RawConnection connect() throws IOException {
    return RawConnection.to(server.port());
  }

  /** The answer to one GET on a connection of its own. */
  Answer get(String target) throws IOException {
    return ask("GET", target, "", "");
  }

  /** The answer to one request on a connection of its own. */
  Answer ask(String method, String target, String headers, String body) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.request(method, target, headers, body).read();
    }
  }

  /** The answer to exactly these bytes. */
  Answer raw(String request) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.send(request).read();
    }
  }

  /** The next record of the listener. */
  ExchangeRecord record() throws InterruptedException {
    return Optional.ofNullable(records.poll(30, TimeUnit.SECONDS)).orElseThrow();
  }

  @Override
  public void close() {
    server.close();
    routes.hub.close();
  }
}
