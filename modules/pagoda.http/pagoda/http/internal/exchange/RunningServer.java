package pagoda.http.internal.exchange;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import pagoda.http.Authenticator;
import pagoda.http.Limits;
import pagoda.http.Routes;
import pagoda.http.WebServer;
import pagoda.http.WebServerOptions;
import pagoda.http.internal.limits.ByteBudget;
import pagoda.http.internal.limits.StallWatch;
import pagoda.http.internal.syntax.HostRule;

/** The JDK's server with this module's handler in it. Thread-safe. */
public final class RunningServer implements WebServer {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final ExecutorService executor;
  private final ExchangeHandler handler;
  private final Streams streams;
  private final StallWatch watch;
  private final String host;
  private volatile boolean draining;
  private boolean closed;

  public RunningServer(WebServerOptions options, Routes routes) throws IOException {
    Limits limits = options.limits();
    InetAddress address = InetAddress.getByName(options.host());
    if (!address.isLoopbackAddress()
        && options.authenticator().equals(Authenticator.OPEN)
        && !options.insecure()) {
      throw new IllegalArgumentException(
          "listening on " + options.host() + " needs an authenticator, or insecure to be set");
    }
    JdkServerSettings.apply(limits.connections(), limits.receiveTimeout(), limits.idleTimeout());
    server = bound(new InetSocketAddress(address, options.port()));
    host = options.host();
    watch = new StallWatch(shorter(limits.writeTimeout(), limits.receiveTimeout()));
    ResponseWriter writer =
        new ResponseWriter(new ResponseHeaders(options.cors()), () -> draining, limits);
    streams = new Streams(writer, limits, options.authenticator());
    handler =
        new ExchangeHandler(
            options,
            routes,
            watch,
            new HeadReader(
                limits.headerBytes(),
                new HostRule(address.isLoopbackAddress(), options.hostNames()),
                options.cors()),
            new BodyReader(limits, new ByteBudget(limits.bodyMemory())),
            writer,
            streams);
    executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http").factory());
    server.setExecutor(executor);
    server.createContext("/", handler); // the JDK's contexts match prefixes of the decoded path
    server.start();
  }

  /** The JDK does not say which address it was. */
  private static HttpServer bound(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      BindException named =
          new BindException(
              "cannot listen on %s port %d: %s"
                  .formatted(address.getHostString(), address.getPort(), e.getMessage()));
      named.initCause(e);
      throw named;
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public String url() {
    InetAddress address = server.getAddress().getAddress();
    String name = address.isAnyLocalAddress() ? "127.0.0.1" : host;
    return "http://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port();
  }

  @Override
  public int inFlight() {
    return handler.admissions().inFlight();
  }

  @Override
  public int eventStreams() {
    return streams.open();
  }

  @Override
  public synchronized boolean drain(Duration limit) {
    if (closed) {
      return true;
    }
    closed = true;
    draining = true;
    long end = System.nanoTime() + limit.toNanos();
    // Closes the listening socket at once, then waits; it has no other way to stop accepting, and
    // no other way to be told that enough is enough than an interrupt.
    Thread stop =
        Thread.ofPlatform()
            .name("pagoda-http-stop")
            .start(() -> server.stop((int) Math.min(Integer.MAX_VALUE, limit.toSeconds() + 1)));
    boolean inTime = false;
    try {
      boolean streamsEnded = streams.closeAll(end - System.nanoTime());
      inTime = handler.admissions().awaitEmpty(end - System.nanoTime()) && streamsEnded;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop.interrupt();
    join(stop);
    executor.shutdown();
    watch.close();
    return inTime;
  }

  private static void join(Thread thread) {
    try {
      thread.join(CLOSE_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    drain(CLOSE_WITHIN);
  }
}
