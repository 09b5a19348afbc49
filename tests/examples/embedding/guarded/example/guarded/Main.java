package example.guarded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks for a price that there is, and then while the service fails. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer service = service(asked);
    try (HttpClient client = HttpClient.newHttpClient()) {
      int port = service.getAddress().getPort();
      Prices prices = new Prices(client, URI.create("http://127.0.0.1:" + port + "/price"));
      for (int i = 0; i < 6; i++) {
        try {
          System.out.println(prices.price());
        } catch (IOException e) {
          System.out.println(e.getMessage());
        }
      }
      System.out.println(prices.state() + ", asked " + asked + " times");
    } finally {
      service.stop(0);
    }
  }

  /** Stands for the other service: well once, then ill. */
  private static HttpServer service(AtomicInteger asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/price",
        exchange -> {
          byte[] price = "12 euros".getBytes(StandardCharsets.UTF_8);
          if (asked.incrementAndGet() > 1) {
            exchange.sendResponseHeaders(503, -1);
          } else {
            exchange.sendResponseHeaders(200, price.length);
            exchange.getResponseBody().write(price);
          }
          exchange.close();
        });
    server.start();
    return server;
  }
}
