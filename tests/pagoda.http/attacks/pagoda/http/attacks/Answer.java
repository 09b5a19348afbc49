package pagoda.http.attacks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP response as it came over a socket.
 *
 * @param status the status code
 * @param statusLine the whole first line
 * @param headers all fields; the names in lower case
 * @param body the content, without framing
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(
    int status, String statusLine, Map<String, List<String>> headers, byte[] body) {
  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)))
        .map(List::getFirst);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** True if the server says that it will close the connection. */
  public boolean closes() {
    return header("Connection").map("close"::equalsIgnoreCase).orElse(false);
  }

  @Override
  public String toString() {
    return statusLine + " " + headers + "\n" + text();
  }
}
