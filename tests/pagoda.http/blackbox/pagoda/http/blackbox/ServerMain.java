package pagoda.http.blackbox;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import pagoda.http.EventHubOptions;
import pagoda.http.Json;
import pagoda.http.Limits;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.WebServer;
import pagoda.http.WebServerOptions;

/**
 * A server in a process of its own, since the JDK reads its settings once a process. Prints its
 * port, and ends when its standard input does.
 */
final class ServerMain {
  private ServerMain() {}

  public static void main(String[] arguments) throws IOException {
    Map<String, Long> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      given.put(argument.substring(0, equals), Long.parseLong(argument.substring(equals + 1)));
    }
    TestRoutes routes =
        new TestRoutes(EventHubOptions.defaults().withHeartbeat(Duration.ofMillis(500)));
    AtomicReference<WebServer> running = new AtomicReference<>();
    List<Route> own =
        List.of(
            Route.get("/stats", r -> stats(running.get())),
            Route.get("/property/{name}", r -> property(r.path("name"))),
            Route.get("/pause/{ms}", r -> pause(Long.parseLong(r.path("ms")))));
    WebServer server =
        WebServer.start(WebServerOptions.defaults().withLimits(limits(given)), routes.with(own));
    running.set(server);
    System.out.println(server.port());
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
    System.exit(0);
  }

  private static Limits limits(Map<String, Long> given) {
    Limits limits = Limits.defaults();
    for (Map.Entry<String, Long> entry : given.entrySet()) {
      limits = limit(limits, entry.getKey(), entry.getValue());
    }
    return limits;
  }

  private static Limits limit(Limits limits, String name, long value) {
    return switch (name) {
      case "connections" -> limits.withConnections((int) value);
      case "receive" -> limits.withReceiveTimeout(Duration.ofMillis(value));
      case "idle" -> limits.withIdleTimeout(Duration.ofMillis(value));
      case "write" -> limits.withWriteTimeout(Duration.ofMillis(value));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Response property(String name) {
    return Response.text(System.getProperty(name, "unset"));
  }

  private static Response pause(long millis) {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    return Response.text("paused");
  }

  private static Response stats(WebServer server) throws IOException {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return Response.json(
          Json.object()
              .put("threads", ManagementFactory.getThreadMXBean().getThreadCount())
              .put("files", files.count())
              .put("heap", heap)
              .put("in_flight", server.inFlight()));
    }
  }
}
