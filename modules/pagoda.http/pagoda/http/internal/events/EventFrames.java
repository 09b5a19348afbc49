package pagoda.http.internal.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import pagoda.http.Json;
import pagoda.http.ServerEvent;

/** Writes events as a browser's EventSource reads them. JSON never has a line break in it. */
final class EventFrames {
  /** A comment, which browsers ignore; a dead connection does not. */
  static final byte[] HEARTBEAT = bytes(":\n\n");

  private static final String RESET = "event: reset\ndata: {}\n\n";

  private EventFrames() {}

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** An event without its id, which is known only once it has its place. */
  static byte[] body(ServerEvent event) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(bytes("event: " + event.name() + "\ndata: "));
    out.writeBytes(Json.write(event.data()));
    out.writeBytes(bytes("\n\n"));
    return out.toByteArray();
  }

  static byte[] withId(String id, byte[] body) {
    var out = new ByteArrayOutputStream(body.length + id.length() + 5);
    out.writeBytes(bytes("id: " + id + "\n"));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** When to come back; differs from client to client, so that they do not all come at once. */
  static byte[] retry(Duration base) {
    long millis = base.toMillis();
    long quarter = millis / 4;
    long jittered = millis - quarter + ThreadLocalRandom.current().nextLong(2 * quarter + 1);
    return bytes("retry: " + jittered + "\n\n");
  }

  /**
   * For a client that can not continue; a snapshot may bring a {@code reset} of its own. The id
   * comes last: whoever loses the connection before it has not had the whole snapshot, and gets it
   * again.
   */
  static byte[] greeting(Duration retry, boolean reset, List<ServerEvent> snapshot, String id) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(retry(retry));
    if (reset && snapshot.stream().noneMatch(event -> event.name().equals("reset"))) {
      out.writeBytes(bytes(RESET));
    }
    for (ServerEvent event : snapshot) {
      out.writeBytes(body(event));
    }
    out.writeBytes(bytes("id: " + id + "\n\n"));
    return out.toByteArray();
  }
}
