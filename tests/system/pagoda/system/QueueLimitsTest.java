package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A full queue, as its callers see it. */
class QueueLimitsTest {
  private static final String BODY = "{\"run_at\":\"2099-01-01T00:00:00Z\"}";

  @Test
  void aFullQueueSaysWhenToComeBackAndKeepsRoomForEmergencies() throws Exception {
    try (Service service = Service.start("queue.capacity=2", "queue.reserve=1")) {
      assertEquals(200, submit(service, BODY, "key-0").statusCode());
      assertEquals(200, submit(service, BODY, "key-1").statusCode());
      HttpResponse<String> full = submit(service, BODY, "key-2");
      assertEquals(429, full.statusCode());
      assertTrue(full.body().contains("\"code\":\"QUEUE_FULL\""), full.body());
      assertTrue(full.headers().firstValueAsLong("Retry-After").orElse(0) >= 1);
      assertEquals(200, submit(service, BODY, "key-1").statusCode(), "a repeat passes");
      String emergency = "{\"run_at\":\"2099-01-01T00:00:00Z\",\"emergency\":true}";
      assertEquals(200, submit(service, emergency, "key-3").statusCode(), "the reserve");
      assertEquals(429, submit(service, emergency, "key-4").statusCode());
    }
  }

  private static HttpResponse<String> submit(Service service, String body, String key)
      throws Exception {
    return service.send(
        "POST", "/jobs", body, "Content-Type", "application/json", "Idempotency-Key", key);
  }
}
