package pagoda.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import pagoda.http.internal.ByteBudget;
import pagoda.http.internal.HostRule;
import pagoda.http.internal.JdkServerSettings;
import pagoda.http.internal.StallWatch;

/**
 * A running HTTP/1.1 server. Each request is handled on a virtual thread of its own; what limits
 * them is {@link Limits}, never the executor, since the JDK answers a rejected task with a reset.
 * Thread-safe.
 */
public final class WebServer implements AutoCloseable {
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

  private WebServer(ServerOptions options, Routes routes) throws IOException {
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
    streams = new Streams(writer, limits);
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

  /**
   * Starts a server.
   *
   * @param options how to set it up
   * @param routes the routes
   * @return the server, which answers already
   * @throws BindException if the address cannot be listened on; it names the address
   * @throws IOException if the server cannot start for another reason
   * @throws IllegalArgumentException if it is not a loopback address, nobody is asked for a token
   *     and {@link ServerOptions#insecure()} is not set
   */
  public static WebServer start(ServerOptions options, Routes routes) throws IOException {
    return new WebServer(options, routes);
  }

  /** {@return the port listened on} */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * {@return where the server is reached from this machine, such as {@code http://127.0.0.1:3000}}
   */
  public String url() {
    InetAddress address = server.getAddress().getAddress();
    String name = address.isAnyLocalAddress() ? "127.0.0.1" : host;
    return "http://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port();
  }

  /** {@return how many requests are being answered, without event streams} */
  public int inFlight() {
    return handler.inFlight().inside();
  }

  /** {@return how many event streams are open} */
  public int eventStreams() {
    return streams.open();
  }

  /**
   * Stops in order: takes no new connection, ends the event streams, lets requests in flight come
   * to their end, and closes every connection. What is not done within {@code limit} is cut.
   *
   * @param limit how long to wait for others
   * @return true if everything ended by itself in time
   */
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
      inTime = handler.inFlight().awaitEmpty(end - System.nanoTime()) && streamsEnded;
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

  /** Drains within 5 seconds. */
  @Override
  public void close() {
    drain(CLOSE_WITHIN);
  }
}
