package pagoda.http.attacks;

import java.io.IOException;

/**
 * A server on this machine, and what can be asked of it.
 *
 * @param port where it listens
 * @param path a request target whose answer is small and always the same
 * @param text that answer
 * @param upload the request line and headers of a request that carries {@code body}, but for those
 *     that tell its length
 * @param body what {@code upload} takes
 * @param download a request target whose answer is larger than any buffer on the way
 * @param events a request target whose answer is a stream of events
 * @param hidden a request target that nobody else asks for
 * @param mark what the answer to {@code hidden} has in it
 */
public record Target(
    int port,
    String path,
    String text,
    String upload,
    String body,
    String download,
    String events,
    String hidden,
    String mark) {

  /** A connection to it. */
  public RawConnection connect() throws IOException {
    return RawConnection.to(port);
  }

  /** The answer to one GET on a connection of its own. */
  public Answer get(String target) throws IOException {
    return ask("GET", target, "");
  }

  /** The answer to one request with these headers on a connection of its own. */
  public Answer ask(String method, String target, String headers) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.request(method, target, headers, "").read();
    }
  }

  /** The answer to exactly these bytes. */
  public Answer raw(String request) throws IOException {
    try (RawConnection connection = connect()) {
      return connection.send(request).read();
    }
  }

  /** A GET of {@link #path} without the empty line that ends its headers. */
  String head() {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  }

  /** A whole upload. */
  String wholeUpload() {
    return upload + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
