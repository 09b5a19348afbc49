package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /jobs?q=}: the order number of somebody who calls at night. */
class JobSearchTest {
  private static final String JSON = "application/json";
  private static final String LATER = "?label=order%3D4711&priority=20&run_at=2126-01-01T00:00:00Z";
  private static Service service;
  private static String wanted;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("simulate.failure-rate=0", "queue.workers=1");
    String payload = "{\"text\":\"" + "x".repeat(3_000) + "\",\"order\":\"A-4711 Ödön\"}";
    HttpResponse<String> answer =
        service.send("POST", "/types/simulate/jobs" + LATER, payload, "Content-Type", JSON);
    wanted = Json.parse(answer.body()).path("id").stringValue();
    service.send("POST", "/jobs", "{\"complexity\":0}", "Content-Type", JSON);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static HttpResponse<String> find(String filter) throws Exception {
    return service.get("/jobs?q=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4711",
        "\"a-4711 Ödön\"",
        "order=4711",
        "order:4711",
        "state:scheduled",
        "type:simulate priority:>=20",
        "run_at:>=2100-01-01",
        "since:1h state:scheduled,failed",
        "id"
      })
  void jobIsFoundInEveryWay(String filter) throws Exception {
    String text = filter.equals("id") ? "id:" + wanted.substring(0, 13) : filter;
    JsonNode page = Json.parse(find(text).body());
    assertEquals(1, page.path("jobs").size(), page::toString);
    JsonNode job = page.path("jobs").path(0);
    assertEquals(wanted, job.path("id").stringValue());
    String beginning = job.path("payload_beginning").stringValue();
    assertEquals("{\"text\":\"" + "x".repeat(191), beginning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4712", "order=47", "error:x", "until:1h", "state:failed", "type:nope"})
  void h10WhatIsNotThereEndsAndSaysHowFarItLooked(String filter) throws Exception {
    JsonNode page = Json.parse(find(filter).body());
    assertEquals(0, page.path("jobs").size(), page::toString);
    assertTrue(page.path("next").isNull(), page::toString);
    assertTrue(page.path("examined").isNumber(), page::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sttae:failed",
        "state:done",
        "priority:101",
        "id:12",
        "since:soon",
        "\"",
        "type="
      })
  void whatIsNoFilterIsRefusedWithWhatIsAllowed(String filter) throws Exception {
    HttpResponse<String> answer = find(filter);
    assertEquals(400, answer.statusCode(), answer.body());
    JsonNode problem = Json.parse(answer.body());
    assertEquals("BAD_REQUEST", problem.path("code").stringValue());
    assertTrue(problem.path("error").stringValue().contains(" must be "), answer.body());
  }

  @Test
  void parametersGoWithAFilterButSayNothingTwice() throws Exception {
    JsonNode page = Json.parse(service.get("/jobs?q=4711&state=scheduled&type=simulate").body());
    assertEquals(1, page.path("jobs").size());
    for (String query :
        List.of("q=state:failed&state=failed", "q=type:a&type=b", "zone=Mars", "q=a&q=b")) {
      assertEquals(400, service.get("/jobs?" + query).statusCode(), query);
    }
    String zoned = "/jobs?q=created:%3E%3D2100-01-01T00:00&zone=Europe/Berlin";
    assertEquals(0, Json.parse(service.get(zoned).body()).path("jobs").size());
  }
}
