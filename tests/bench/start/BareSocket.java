package bench.start;

import bench.support.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The reference for a download: a socket that writes one buffer again and again. */
final class BareSocket {
  private static final int BUFFER = 256 * 1024;

  private BareSocket() {}

  /** Megabytes a second. */
  static double download() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread writer = Thread.ofPlatform().start(() -> writeAll(server));
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
        double rate = Download.drain(socket.getInputStream(), System.nanoTime());
        writer.interrupt();
        return rate;
      }
    }
  }

  private static void writeAll(ServerSocket server) {
    byte[] buffer = new byte[BUFFER];
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      for (long left = Download.BYTES; left > 0; left -= BUFFER) {
        out.write(buffer, 0, (int) Math.min(left, BUFFER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
