package bench.queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * The reference for {@code POST /jobs}: a handler that reads the body and answers as many bytes.
 */
final class BarePost {
  private static final byte[] ANSWER = new byte[400];

  private BarePost() {}

  public static void main(String[] args) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/jobs", BarePost::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
    System.in.readAllBytes();
    System.exit(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestBody().readAllBytes().length == 0) {
      throw new IOException("no body");
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, ANSWER.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(ANSWER);
    }
  }
}
