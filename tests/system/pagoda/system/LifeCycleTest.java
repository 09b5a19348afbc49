package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.Await;

/** Start and end of the service. */
class LifeCycleTest {
  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalDrainsAndTheLastLineIsInTheLog(String signal) throws Exception {
    try (Service service = Service.start()) {
      service.signal(signal);
      assertEquals(0, service.awaitExit());
      String last = service.log().lines().reduce((a, b) -> b).orElse("");
      assertTrue(Pattern.compile("drained duration_ms=\\d+$").matcher(last).find(), service.log());
    }
  }

  @Test
  void anAnswerUnderWayIsFinishedBeforeTheEnd() throws Exception {
    try (Service service = Service.start();
        Socket socket = service.socket()) {
      socket
          .getOutputStream()
          .write(
              "GET /api/hanoi?n=20 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] first = socket.getInputStream().readNBytes(1000);
      service.signal("TERM");
      Await.until("the drain", () -> service.log().contains("draining"));
      byte[] rest = socket.getInputStream().readAllBytes();
      assertEquals(']', rest[rest.length - 1]);
      assertTrue(first.length + rest.length > 6 * ((1 << 20) - 1));
      assertEquals(0, service.awaitExit());
    }
  }

  @Test
  void aSecondSignalHaltsAtOnce() throws Exception {
    try (Service service = Service.start("drain.timeout=1h");
        Socket socket = service.socket()) {
      // A reader that does not read keeps the drain from ending.
      socket
          .getOutputStream()
          .write(
              "GET /api/hanoi?n=30 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertTrue(socket.getInputStream().read() > 0);
      service.signal("TERM");
      Await.until("the drain", () -> service.log().contains("draining"));
      service.signal("TERM");
      assertEquals(130, service.awaitExit());
    }
  }

  @Test
  void aTakenPortEndsTheProcessWithOneAndALineThatNamesIt(@TempDir Path data) throws Exception {
    try (Service service = Service.start()) {
      String port = "http.port=" + service.port();
      Program second = Program.run("serve", "--set", port, "--set", "data.dir=" + data);
      assertEquals(1, second.status());
      assertEquals(
          List.of(
              "pagoda: cannot listen on 127.0.0.1 port %d: Address already in use"
                  .formatted(service.port())),
          second.err().lines().filter(line -> !line.contains(" info ")).toList());
    }
  }
}
