package bench.http;

import bench.support.Download;
import bench.support.RunningImage;
import bench.support.ServerProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
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
    RunningImage image = RunningImage.serve("", settings);
    return new Contender(image, image.port());
  }

  /** Megabytes a second of one download of {@link Bodies#LARGE}. */
  double download() throws IOException {
    return Download.whole(port, "/large");
  }

  /** Milliseconds until the first byte of a large answer, which is then given up. */
  double firstByte() throws IOException {
    long start = System.nanoTime();
    try (Socket socket = Download.ask(port, "/large")) {
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
      Socket client = Download.ask(port, "/events");
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
