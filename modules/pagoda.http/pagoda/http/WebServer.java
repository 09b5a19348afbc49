package pagoda.http;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import pagoda.http.internal.exchange.RunningServer;

/**
 * A running HTTP/1.1 server. Each request is handled on a virtual thread of its own; what limits
 * them is {@link Limits}, never the executor, since the JDK answers a rejected task with a reset.
 * Thread-safe.
 */
public sealed interface WebServer extends AutoCloseable permits RunningServer {
  /**
   * Starts a server.
   *
   * @param options how to set it up
   * @param routes the routes
   * @return the server, which answers already
   * @throws BindException if the address cannot be listened on; it names the address
   * @throws IOException if the server cannot start for another reason
   * @throws IllegalArgumentException if it is not a loopback address, nobody is asked for a token
   *     and {@link WebServerOptions#insecure()} is not set
   */
  static WebServer start(WebServerOptions options, Routes routes) throws IOException {
    return new RunningServer(options, routes);
  }

  /** {@return the port listened on} */
  int port();

  /**
   * {@return where the server is reached from this machine, such as {@code http://127.0.0.1:3000}}
   */
  String url();

  /**
   * {@return how many requests are being answered, without event streams and what has {@linkplain
   * Route#places() places of its own}}
   */
  int inFlight();

  /** {@return how many event streams are open} */
  int eventStreams();

  /**
   * Stops in order: takes no new connection, ends the event streams, lets requests in flight come
   * to their end, and closes every connection. What is not done within {@code limit} is cut.
   *
   * @param limit how long to wait for others
   * @return true if everything ended by itself in time
   */
  boolean drain(Duration limit);

  /** Drains within 5 seconds. */
  @Override
  void close();
}
