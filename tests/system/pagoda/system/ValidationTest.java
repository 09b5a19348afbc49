package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** Validation of jobs by another service, and the breaker in front of it. */
class ValidationTest {
  private static final String[] JSON = {"Content-Type", "application/json"};

  @Test
  void theCircuitOpensAfterThreeFailuresAndClosesAgain() throws Exception {
    try (ValidationServer validation = new ValidationServer();
        Service service = start(validation.url(), "breaker.validation.reopen-after=1s")) {
      assertEquals(200, submit(service).statusCode());
      assertState(service, "Closed (failures: 0)");

      validation.answers(500);
      for (int failures = 1; failures <= 3; failures++) {
        HttpResponse<String> answer = submit(service);
        assertEquals(502, answer.statusCode());
        assertTrue(answer.body().contains("\"error\":\"Failed to validate job\""), answer.body());
        assertTrue(answer.body().contains("\"code\":\"VALIDATION_ERROR\""), answer.body());
      }
      HttpResponse<String> refused = submit(service);
      assertEquals(503, refused.statusCode());
      assertTrue(
          refused
              .body()
              .contains(
                  "\"error\":\"Service temporarily unavailable, try again"
                      + " later\",\"code\":\"CIRCUIT_OPEN\",\"status\":503"),
          refused.body());
      assertTrue(refused.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
      assertEquals(4, validation.calls(), "nobody was asked while it was open");

      validation.answers(204);
      Await.until("a probe gets through", () -> submit(service).statusCode() == 200);
      assertState(service, "Closed (failures: 0)");
      assertTrue(
          service.log().contains("breaker transition breaker=validation from=CLOSED to=OPEN"));
    }
  }

  @Test
  void aRefusalOfTheJobIsNoFailureOfTheService() throws Exception {
    try (ValidationServer validation = new ValidationServer();
        Service service = start(validation.url())) {
      validation.answers(400);
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> answer = submit(service);
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("\"code\":\"VALIDATION_REJECTED\""), answer.body());
      }
      assertState(service, "Closed (failures: 0)");
      validation.answers(429);
      assertEquals(502, submit(service).statusCode());
      assertState(service, "Closed (failures: 1)");
    }
  }

  @Test
  void aSilentServiceIsAFailure() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        Service service = start(url(silent), "validation.timeout=100ms")) {
      assertEquals(502, submit(service).statusCode());
      assertState(service, "Closed (failures: 1)");
    }
  }

  @Test
  void aDeadServiceIsAFailure() throws Exception {
    String url;
    try (ServerSocket dead = new ServerSocket(0)) {
      url = url(dead);
    }
    try (Service service = start(url)) {
      assertEquals(502, submit(service).statusCode());
      assertState(service, "Closed (failures: 1)");
    }
  }

  private static String url(ServerSocket socket) {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/validate";
  }

  @Test
  void anAdministratorIsolatesAndResets() throws Exception {
    try (ValidationServer validation = new ValidationServer();
        Service service = start(validation.url())) {
      assertEquals(200, service.send("POST", "/circuit/validation/isolate", "").statusCode());
      assertState(service, "Isolated");
      assertEquals(503, submit(service).statusCode());
      assertEquals(200, service.send("POST", "/circuit/validation/reset", "").statusCode());
      assertEquals(200, submit(service).statusCode());
      assertEquals(404, service.send("POST", "/circuit/nobody/reset", "").statusCode());
    }
  }

  private static Service start(String url, String... more) throws Exception {
    List<String> settings = new ArrayList<>(List.of("validation.url=" + url));
    settings.add("validation.timeout=30s"); // a busy machine is no failure of the service
    settings.addAll(List.of(more));
    return Service.start(settings.toArray(String[]::new));
  }

  private static HttpResponse<String> submit(Service service) throws Exception {
    return service.send("POST", "/jobs", "{\"complexity\":0}", JSON);
  }

  private static void assertState(Service service, String state) throws Exception {
    String body = service.get("/circuit").body();
    assertTrue(
        body.startsWith("{\"state\":\"" + state + "\",\"breakers\":[{\"name\":\"validation\""),
        body);
  }
}
