package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** The stream of events. */
class EventsTest {
  private static final String[] JSON = {"Content-Type", "application/json"};

  @Test
  void aNewListenerGetsTheStatusAndThenEachChange() throws Exception {
    try (Service service = Service.start("simulate.failure-rate=0");
        Listener listener = new Listener(service, "")) {
      Await.until("the snapshot", () -> listener.text().contains("event: reset\ndata: {\"time\":"));
      String body =
          service.send("POST", "/jobs", "{\"complexity\":0,\"secret\":\"p4yl04d\"}", JSON).body();
      String id = Json.parse(body).path("id").stringValue();
      Await.until(
          "its end",
          () -> listener.text().matches("(?s).*event: job\\R.*" + id + "[^\\n]*\"completed\".*"));
      assertFalse(listener.text().contains("p4yl04d"), "events carry no payload");
    }
  }

  @Test
  void whoComesBackGetsWhatWasMissedOrAReset() throws Exception {
    try (Service service = Service.start("simulate.failure-rate=0")) {
      String last;
      try (Listener listener = new Listener(service, "")) {
        service.send("POST", "/jobs", "{\"complexity\":0}", JSON);
        Await.until("an event", () -> listener.text().contains("event: job"));
        last = listener.text().replaceFirst("(?s).*\\nid: (\\S+).*", "$1");
        assertTrue(last.matches("[0-9a-f]+-\\d+"), last);
      }
      try (Listener resumed = new Listener(service, "Last-Event-ID: " + last + "\r\n")) {
        service.send("POST", "/jobs", "{\"complexity\":0}", JSON);
        Await.until("an event", () -> resumed.text().contains("event: job"));
      }
      try (Listener stranger = new Listener(service, "Last-Event-ID: 0123-9\r\n")) {
        Await.until("a reset", () -> stranger.text().contains("event: reset"));
        assertEquals(1, stranger.text().split("event: reset", -1).length - 1);
      }
    }
  }

  private static final class Listener implements AutoCloseable {
    private final Socket socket;
    private final CopyOnWriteArrayList<String> lines = new CopyOnWriteArrayList<>();

    Listener(Service service, String header) throws Exception {
      socket = service.socket();
      socket
          .getOutputStream()
          .write(
              ("GET /events HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (var in =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        in.lines().forEach(lines::add);
      } catch (java.io.IOException | java.io.UncheckedIOException e) {
        lines.add("closed: " + e);
      }
    }

    String text() {
      return String.join("\n", lines);
    }

    @Override
    public void close() throws java.io.IOException {
      socket.close();
    }
  }
}
