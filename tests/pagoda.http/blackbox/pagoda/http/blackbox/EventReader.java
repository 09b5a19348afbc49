package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;

/** Reads an event stream by the rules of WHATWG HTML section 9.2.6. */
final class EventReader implements AutoCloseable {
  /** One event as a browser would see it. */
  record Seen(String id, String name, String data) {}

  final RawConnection connection;
  private final StringBuilder pending = new StringBuilder();
  final Answer head;
  int comments;
  String lastId = "";
  String retry = "";

  EventReader(TestServer server, String path, String headers) throws IOException {
    connection = server.connect().request("GET", path, headers, "");
    head = connection.readHead();
  }

  private String block() throws IOException {
    int end = pending.indexOf("\n\n");
    while (end < 0) {
      byte[] chunk = connection.readChunk();
      if (chunk.length == 0) {
        throw new IOException("the stream has ended");
      }
      pending.append(new String(chunk, StandardCharsets.UTF_8));
      end = pending.indexOf("\n\n");
    }
    String block = pending.substring(0, end);
    pending.delete(0, end + 2);
    return block;
  }

  /** One block of lines: an event if it has data. */
  Seen next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    for (String line : block().split("\n", -1)) {
      if (line.startsWith("id: ")) {
        lastId = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data.append(line.substring(6));
      } else if (line.startsWith("retry: ")) {
        retry = line.substring(7);
      } else {
        assertEquals(":", line);
        comments++;
      }
    }
    return new Seen(lastId, name, data.toString());
  }

  Seen event() throws IOException {
    Seen seen = next();
    while (seen.data().isEmpty()) {
      seen = next();
    }
    return seen;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
