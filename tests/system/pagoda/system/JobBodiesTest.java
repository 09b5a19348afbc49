package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** q09, q10, q17: bodies in every encoding, and members that many clients send. */
class JobBodiesTest {
  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final String JOB = "{\"complexity\":0,\"for\":\"Zoë\"}";

  @TempDir static Path jars;
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    HandlerJar.answering(jars, "marked", "\"\\uFEFF{}\".getBytes(\"UTF-8\")");
    HandlerJar.answering(jars, "wide", "\"{}\".getBytes(\"UTF-16LE\")");
    HandlerJar.answering(jars, "broken", "new byte[] {'\"', (byte) 0xC0, '\"'}");
    service = Service.start("simulate.failure-rate=0", "handlers.dir=" + jars);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static HttpResponse<String> post(byte[] body, String type) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url("/jobs")))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return post(body.getBytes(StandardCharsets.UTF_8), JSON);
  }

  private static JsonNode one(String id) throws Exception {
    return Json.parse(service.get("/jobs/" + id).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "ISO-8859-1", "mark"})
  void q09JsonInAnotherEncodingIsRefusedAndAnswersStayJson(String encoding) throws Exception {
    byte[] body =
        encoding.equals("mark")
            ? ("\uFEFF" + JOB).getBytes(StandardCharsets.UTF_8)
            : JOB.getBytes(Charset.forName(encoding));
    HttpResponse<String> answer = post(body, JSON);
    assertEquals(400, answer.statusCode(), answer.body());
    assertEquals("BAD_REQUEST", Json.parse(answer.body()).path("code").stringValue());
    assertTrue(Json.parse(service.get("/jobs").body()).path("jobs").isArray());
  }

  @Test
  void q09LinesStandAloneWithAByteOrderMarkAndMalformedUtf8() throws Exception {
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    body.writeBytes(("\uFEFF" + JOB + "\n" + JOB + "\n").getBytes(StandardCharsets.UTF_8));
    body.writeBytes((JOB + "\n").getBytes(StandardCharsets.ISO_8859_1));
    body.writeBytes((JOB + "\n").getBytes(StandardCharsets.UTF_8));
    List<JsonNode> answers =
        post(body.toByteArray(), LINES).body().lines().map(Json::parse).toList();
    assertEquals(
        List.of("400", "", "400", ""),
        answers.stream().map(a -> a.path("status").asString("")).toList(),
        answers::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"marked", "wide", "broken"})
  void q09ResultThatIsNoJsonComesAsBase64(String type) throws Exception {
    HttpResponse<String> answer =
        service.send(
            "POST",
            "/jobs",
            "{\"type\":\"" + type + "\"}",
            "Content-Type",
            JSON,
            "Prefer",
            "wait=55");
    JsonNode job = Json.parse(answer.body());
    assertEquals("completed", job.path("state").stringValue(), answer.body());
    assertFalse(job.has("result"), answer.body());
    assertEquals("application/octet-stream", job.path("content_type").stringValue());
    assertArrayEquals(
        service.bytes("/jobs/" + job.path("id").stringValue() + "/result").body(),
        Base64.getDecoder().decode(job.path("result_base64").stringValue()));
  }

  /** A lone surrogate can be written in JSON and in no encoding. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"\\ud800\"}",
        "{\"priority\":\"\\ud800\"}",
        "{\"run_at\":\"\\ud800\"}",
        "{\"type\":\"\\u0000\"}"
      })
  void q09WhatCanNotBeEncodedIsRefusedInJson(String body) throws Exception {
    HttpResponse<String> answer = post(body);
    assertTrue(
        answer.statusCode() >= 400 && answer.statusCode() < 500,
        () -> answer.statusCode() + answer.body());
    assertTrue(Json.parse(answer.body()).path("code").isString());
  }

  @Test
  void q10OneTimeInTheFarPastKeepsNoLineFromBeingAccepted() throws Exception {
    String lines =
        String.join(
            "\n",
            JOB,
            "{\"complexity\":0,\"run_at\":\"-999999999-01-01T00:00:00Z\"}",
            "{\"complexity\":0,\"run_at\":\"+999999999-12-31T23:59:59.999999999Z\"}",
            "{\"complexity\":0,\"run_at\":\"0000-01-01T00:00:00+18:00\"}");
    List<JsonNode> answers =
        post(lines.getBytes(StandardCharsets.UTF_8), LINES)
            .body()
            .lines()
            .map(Json::parse)
            .toList();
    assertEquals(
        List.of(true, true, false, true),
        answers.stream().map(answer -> answer.has("id")).toList(),
        answers::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2016-12-31T23:59:60Z",
        "2016-12-31t23:59:60.5z",
        "2016-12-31T15:59:60-08:00",
        "1990-12-31T15:59:59.123456789-08:00"
      })
  void q17LeapSecondIsATime(String time) throws Exception {
    HttpResponse<String> answer = post("{\"complexity\":0,\"run_at\":\"" + time + "\"}");
    assertEquals(200, answer.statusCode(), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2016-12-31T22:59:60Z", "2016-12-31T23:58:60Z", "2016-12-31T23:59:61Z"})
  void q17OnlyTheLastSecondOfADayLeaps(String time) throws Exception {
    assertEquals(400, post("{\"complexity\":0,\"run_at\":\"" + time + "\"}").statusCode());
  }

  @Test
  void q17NullIsAsIfAbsent() throws Exception {
    HttpResponse<String> answer =
        post(
            "{\"complexity\":0,\"type\":null,\"priority\":null,\"emergency\":null,"
                + "\"run_at\":null,\"max_attempts\":null}");
    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode job = Json.parse(answer.body());
    assertEquals("simulate", job.path("type").stringValue());
    assertEquals(1, job.path("priority").intValue());
  }

  @Test
  void q17DeleteOfACancelledJobIsDoneAlready() throws Exception {
    JsonNode job =
        Json.parse(post("{\"complexity\":0,\"run_at\":\"2999-01-01T00:00:00Z\"}").body());
    String path = "/jobs/" + job.path("id").stringValue();
    assertEquals(200, service.send("DELETE", path, "").statusCode());
    HttpResponse<String> again = service.send("DELETE", path, "");
    assertEquals(200, again.statusCode(), again.body());
    assertEquals("cancelled", one(job.path("id").stringValue()).path("state").stringValue());
  }
}
