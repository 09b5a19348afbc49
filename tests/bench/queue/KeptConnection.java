package bench.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One client that asks one thing after the other over one connection, and times each. */
final class KeptConnection implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  KeptConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  /** Nanoseconds until all of a 200 has been read. */
  long get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** The same for a job. */
  long post(String job, String headers) throws IOException {
    return ask(
        "POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + headers
            + "Content-Length: "
            + job.length()
            + "\r\n\r\n"
            + job);
  }

  private long ask(String request) throws IOException {
    long begin = System.nanoTime();
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    String status = in.readLine();
    if (status == null || !status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered " + status);
    }
    int length = -1;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    for (int left = length; left > 0; left--) {
      if (in.read() < 0) {
        throw new IOException("the answer was cut");
      }
    }
    return System.nanoTime() - begin;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
