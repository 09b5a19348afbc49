package bench.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Reads a large answer over one connection of its own. */
public final class Download {
  /** The JSON of 26 discs, in bytes. */
  public static final long BYTES = 6L * ((1 << 26) - 1) + 1;

  private static final int BUFFER = 256 * 1024;

  private Download() {}

  /** Asks for a path; the connection is to be closed by the caller. */
  public static Socket ask(int port, String path) throws IOException {
    return ask(new Socket(), port, path);
  }

  /** The same on a socket that was made to the caller's wishes. */
  public static Socket ask(Socket socket, int port, String path) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Megabytes a second of an answer of {@link #BYTES}. */
  public static double whole(int port, String path) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = ask(port, path)) {
      return drain(socket.getInputStream(), start);
    }
  }

  /** Megabytes a second until the end; fails if that comes too early. */
  public static double drain(InputStream in, long start) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
    }
    if (bytes < BYTES) {
      throw new IOException("only " + bytes + " bytes");
    }
    return bytes / ((System.nanoTime() - start) / 1e9) / 1e6;
  }
}
