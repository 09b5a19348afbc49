package bench.http;

import bench.support.RunningImage;
import bench.support.ServerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own. */
record Contender(Closeable server, int port) implements AutoCloseable {
  private static final int CLIENTS = 1000;

  static Contender start(Class<?> main) throws IOException {
    ServerProcess server = ServerProcess.start(main);
    return new Contender(server, server.port());
  }

  static Contender image(String... settings) throws IOException {
    RunningImage image = RunningImage.start("", settings);
    return new Contender(image, image.port());
  }

  private Socket ask(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Megabytes a second of one download of {@link Bodies#LARGE}. */
  double download() throws IOException {
    byte[] buffer = new byte[256 * 1024];
    long start = System.nanoTime();
    long total = 0;
    try (Socket socket = ask("/large")) {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
        total += n;
      }
    }
    if (total < Bodies.LARGE) {
      throw new IOException("only " + total + " bytes");
    }
    return total * 1e3 / (System.nanoTime() - start);
  }

  /** Milliseconds until the first byte of a large answer, which is then given up. */
  double firstByte() throws IOException {
    long start = System.nanoTime();
    try (Socket socket = ask("/large")) {
      if (socket.getInputStream().read() < 0) {
        throw new IOException("no answer");
      }
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private long heap() throws IOException {
    try (InputStream in = URI.create("http://localhost:" + port + "/heap").toURL().openStream()) {
      return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  /** Bytes of heap for each of 1,000 open event streams. */
  double heapPerStream() throws IOException {
    long before = heap();
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Socket client = ask("/events");
      clients.add(client);
      if (client.getInputStream().read() < 0) {
        throw new IOException("no answer");
      }
    }
    double perClient = (heap() - before) / (double) CLIENTS;
    for (Socket client : clients) {
      client.close();
    }
    return perClient;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
