package bench.rpc;

import bench.support.Download;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A client that takes a megabyte a second. */
final class SlowReader {
  private static final int BUFFER = 256 * 1024;
  private static final int READ = 50_000;
  private static final long READ_NANOS = 50_000_000;

  private SlowReader() {}

  /** Reads for some time, then hangs up; megabytes a second. */
  static double read(int port, String path, Duration time) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(BUFFER); // so that it is soon felt that nobody reads
      Download.ask(socket, port, path);
      long start = System.nanoTime();
      InputStream in = socket.getInputStream();
      long bytes = 0;
      for (long next = start; next - start < time.toNanos(); next += READ_NANOS) {
        LockSupport.parkNanos(next - System.nanoTime());
        bytes += in.readNBytes(READ).length;
      }
      return bytes / ((System.nanoTime() - start) / 1e9) / 1e6;
    }
  }
}
