package bench.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Reads the answer for 26 discs, as fast as it comes or slowly. */
final class Download {
  private static final long BYTES = 6L * ((1 << 26) - 1) + 1;
  private static final int BUFFER = 256 * 1024;
  private static final int SLOW_READ = 50_000;
  private static final long SLOW_NANOS = 50_000_000;

  private Download() {}

  /** Megabytes a second of the whole answer. */
  static Rounds.Result whole(int port) throws IOException {
    try (Socket socket = ask(port)) {
      long start = System.nanoTime();
      byte[] buffer = new byte[BUFFER];
      InputStream in = socket.getInputStream();
      long bytes = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
      Main.check(bytes >= BYTES, "only " + bytes + " bytes");
      return new Rounds.Result(rate(bytes, start), "");
    }
  }

  /** Reads a megabyte a second for some time, then hangs up; megabytes a second. */
  static double slow(int port, Duration time) throws IOException {
    try (Socket socket = ask(port)) {
      long start = System.nanoTime();
      InputStream in = socket.getInputStream();
      long bytes = 0;
      for (long next = start; next - start < time.toNanos(); next += SLOW_NANOS) {
        LockSupport.parkNanos(next - System.nanoTime());
        bytes += in.readNBytes(SLOW_READ).length;
      }
      return rate(bytes, start);
    }
  }

  private static Socket ask(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(BUFFER);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket
        .getOutputStream()
        .write(
            "GET /api/hanoi?n=26 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static double rate(long bytes, long start) {
    return bytes / ((System.nanoTime() - start) / 1e9) / 1e6;
  }
}
