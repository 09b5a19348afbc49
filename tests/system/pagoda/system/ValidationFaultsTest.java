package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A validation service that misbehaves, and who is not asked about at all. */
class ValidationFaultsTest {
  private static final String LATER = "{\"run_at\":\"2099-01-01T00:00:00Z\"}";

  /** Answers every connection with the same bytes and then says nothing more. */
  private static ServerSocket answering(String bytes) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
              // the caller went away, or the test is over
            }
          }
        });
    return server;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\1\2 this is no HTTP\r\n\r\n",
        "HTTP/1.1 banana\r\n\r\n",
        "SSH-2.0-OpenSSH_9.9\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nno more than this",
        "HTTP/1.1 200 OK\r\nX-Slow: ",
        "HTTP/1.1 301 Moved Permanently\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"
      })
  void garbageHalfAnswersAndDetoursAreFailuresOfTheService(String bytes) throws Exception {
    try (ServerSocket server = answering(bytes);
        Service service =
            Service.start(
                "validation.url=http://127.0.0.1:" + server.getLocalPort() + "/",
                "validation.timeout=300ms")) {
      HttpResponse<String> answer = submit(service, LATER);
      assertEquals(502, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("\"code\":\"VALIDATION_ERROR\""), answer.body());
      assertTrue(
          service.get("/circuit").body().startsWith("{\"state\":\"Closed (failures: 1)\""),
          service.get("/circuit").body());
      assertEquals(0, Json.parse(service.get("/queue").body()).path("scheduled").intValue());
    }
  }

  /** In order: a malformed job, an earlier job of the key, room; then validation. */
  @Test
  void nobodyIsAskedAboutAJobThatIsDecidedWithoutHim() throws Exception {
    try (ValidationServer validation = new ValidationServer();
        Service service =
            Service.start(
                "validation.url=" + validation.url(),
                "validation.timeout=30s",
                "queue.capacity=2",
                "queue.reserve=0")) {
      assertEquals(400, submit(service, "not json").statusCode());
      assertEquals(400, submit(service, "{\"emergency\":\"yes\"}").statusCode());
      assertEquals(400, submit(service, "{\"type\":\"nobody\"}").statusCode());
      assertEquals(422, submit(service, "{\"type\":\"hanoi\"}").statusCode());
      assertEquals(0, validation.calls());

      assertEquals(200, submit(service, LATER, "Idempotency-Key", "a").statusCode());
      assertEquals(200, submit(service, LATER, "Idempotency-Key", "a").statusCode());
      assertEquals(1, validation.calls());
      assertEquals(200, submit(service, LATER).statusCode());
      assertEquals(429, submit(service, LATER).statusCode());
      assertEquals(2, validation.calls());

      assertEquals(200, service.send("POST", "/circuit/validation/isolate", "").statusCode());
      HttpResponse<String> repeat = submit(service, LATER, "Idempotency-Key", "a");
      assertEquals(200, repeat.statusCode(), "accepted before, whatever the circuit says");
      assertEquals("true", repeat.headers().firstValue("Idempotent-Replayed").orElse(""));
    }
  }

  private static HttpResponse<String> submit(Service service, String body, String... headers)
      throws Exception {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return service.send("POST", "/jobs", body, all);
  }
}
