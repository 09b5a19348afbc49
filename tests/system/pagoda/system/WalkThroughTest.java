package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/**
 * The article's walk-through, by curl: priorities, the queue, and a validation service that dies.
 */
class WalkThroughTest {
  @Test
  void anEmergencyOvertakesAndTheCircuitOpensAndCloses() throws Exception {
    try (ValidationServer first = new ValidationServer();
        Service service =
            Service.start(
                "simulate.failure-rate=0",
                "queue.workers=1",
                "validation.url=" + first.url(),
                "validation.timeout=30s", // a busy machine is no failure of the service
                "breaker.validation.reopen-after=4s")) {
      int port = first.port();
      anEmergencyOvertakes(service);
      theCircuitOpens(first, service);
      try (ValidationServer again = new ValidationServer(port)) {
        theCircuitCloses(service);
        assertTrue(again.calls() >= 1);
      }
    }
  }

  private static void anEmergencyOvertakes(Service service) throws Exception {
    String blocker = Curl.post(service, "{\"complexity\": 100000}").text("id");
    Await.until("it holds the only worker", () -> get(service, blocker, "state", "processing"));
    Curl normal = Curl.post(service, "{\"complexity\": 1}");
    Curl emergency = Curl.post(service, "{\"complexity\": 1, \"emergency\": true}");
    assertEquals(200, normal.status());
    assertEquals(1, normal.json().path("priority").intValue());
    assertEquals(10, emergency.json().path("priority").intValue());

    JsonNode queue = Curl.run(service.url("/queue")).json();
    assertEquals(2, queue.path("size").intValue());
    assertEquals(1, queue.path("running").intValue());
    assertEquals(10, queue.path("by_priority").path(0).path("priority").intValue());
    assertEquals(1, queue.path("by_priority").path(1).path("priority").intValue());

    assertEquals(200, Curl.run("-X", "DELETE", service.url("/jobs/" + blocker)).status());
    Await.until("the normal job", () -> get(service, normal.text("id"), "state", "completed"));
    String normalStart = started(service, normal);
    String emergencyStart = started(service, emergency);
    assertTrue(emergencyStart.compareTo(normalStart) < 0, emergencyStart + " " + normalStart);
    assertEquals(0, Curl.run(service.url("/queue")).json().path("size").intValue());
  }

  private static void theCircuitOpens(ValidationServer validation, Service service) {
    assertEquals("Closed (failures: 0)", Curl.run(service.url("/circuit")).text("state"));
    validation.close();
    for (int failures = 1; failures <= 3; failures++) {
      Curl failed = Curl.post(service, "{\"complexity\": 1}");
      assertEquals(502, failed.status(), failed.body());
      assertEquals("Failed to validate job", failed.text("error"));
      assertEquals("VALIDATION_ERROR", failed.text("code"));
      String state = Curl.run(service.url("/circuit")).text("state");
      String expected =
          failures < 3 ? "Closed (failures: " + failures + ")" : "Open (reopening in ";
      assertTrue(state.startsWith(expected), state);
    }
    Curl refused = Curl.post(service, "{\"complexity\": 1}");
    assertEquals(503, refused.status(), refused.body());
    assertEquals("CIRCUIT_OPEN", refused.text("code"));
    assertEquals("Service temporarily unavailable, try again later", refused.text("error"));
    assertTrue(refused.head().matches("(?is).*\r\nretry-after: [1-4]\r\n.*"), refused.head());
    assertEquals(0, Curl.run(service.url("/queue")).json().path("size").intValue());
  }

  private static void theCircuitCloses(Service service) throws Exception {
    Await.until(
        "a job gets through", () -> Curl.post(service, "{\"complexity\": 0}").status() == 200);
    assertEquals("Closed (failures: 0)", Curl.run(service.url("/circuit")).text("state"));
  }

  private static boolean get(Service service, String id, String member, String value) {
    return Curl.run(service.url("/jobs/" + id)).text(member).equals(value);
  }

  private static String started(Service service, Curl accepted) {
    return Curl.run(service.url("/jobs/" + accepted.text("id"))).text("started_at");
  }
}
