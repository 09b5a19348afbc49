package pagoda.app.systemd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks an HTTP server for {@code /livez}. Any byte is an answer, and so is an orderly end: a server
 * that has all the connections it may have closes one more without a word.
 */
public record HttpQuestion(URI server, Duration limit) implements Probe.Question {
  @Override
  public void ask() throws IOException {
    int millis = (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), millis);
      socket
          .getOutputStream()
          .write(
              "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var _ = socket.getInputStream().read();
    }
  }
}
