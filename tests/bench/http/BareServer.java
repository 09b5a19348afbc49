package bench.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The reference: the JDK's server as fast as it can be set up, with handlers that only answer. */
final class BareServer {
  private BareServer() {}

  public static void main(String[] args) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/small", x -> answer(x, Bodies.SMALL));
    server.createContext("/medium", x -> answer(x, Bodies.MEDIUM));
    server.createContext("/large", BareServer::large);
    server.createContext("/jobs", BareServer::job);
    server.createContext("/events", BareServer::events);
    server.createContext(
        "/heap", x -> answer(x, Long.toString(Heap.used()).getBytes(StandardCharsets.UTF_8)));
    server.start();
    System.out.println(server.getAddress().getPort());
    Heap.untilParentEnds();
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static void job(HttpExchange exchange) throws IOException {
    if (exchange.getRequestBody().readAllBytes().length == 0) {
      throw new IOException("no body");
    }
    answer(exchange, Bodies.JOB);
  }

  private static void large(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, Bodies.LARGE);
    try (OutputStream out = exchange.getResponseBody()) {
      Bodies.writeLarge(out, Bodies.LARGE);
    }
  }

  /** A stream that is kept open without a thread: the least the JDK's server can spend on one. */
  private static void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(":\n\n".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    Heap.keep(exchange);
  }
}
