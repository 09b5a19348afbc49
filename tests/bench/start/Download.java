package bench.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Reads n = 26 over loopback, from the service or from a socket that writes one buffer again and
 * again.
 */
final class Download {
  static final long BYTES = 6L * ((1 << 26) - 1) + 1;
  private static final int BUFFER = 256 * 1024;

  private Download() {}

  /** MB/s of the service. */
  static double fromService(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      long start = System.nanoTime();
      socket
          .getOutputStream()
          .write(
              "GET /api/hanoi?n=26 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return rate(drain(socket.getInputStream()), start);
    }
  }

  /** MB/s of the bare writer. */
  static double fromBareSocket() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread writer = Thread.ofPlatform().start(() -> writeAll(server));
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
        long start = System.nanoTime();
        double rate = rate(drain(socket.getInputStream()), start);
        writer.interrupt();
        return rate;
      }
    }
  }

  private static void writeAll(ServerSocket server) {
    byte[] buffer = new byte[BUFFER];
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      for (long left = BYTES; left > 0; left -= BUFFER) {
        out.write(buffer, 0, (int) Math.min(left, BUFFER));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
    }
    if (bytes < BYTES) {
      throw new IOException("only " + bytes + " bytes");
    }
    return bytes;
  }

  private static double rate(long bytes, long start) {
    return bytes / ((System.nanoTime() - start) / 1e9) / 1e6;
  }
}
