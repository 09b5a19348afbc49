package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingTest {
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    server =
        TestServer.with(
            Route.get("/jobs/{id}", r -> Response.text("job " + r.path("id"))),
            Route.get("/jobs/special", r -> Response.text("special")),
            Route.get("/jobs/{id}/result", r -> Response.text("result of " + r.path("id"))),
            Route.delete("/jobs/{id}", r -> Response.noContent()),
            Route.get("/", r -> Response.text("root")));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aLiteralSegmentGoesBeforeAName() throws IOException {
    assertEquals("special", server.get("/jobs/special").text());
    assertEquals("job 7", server.get("/jobs/7").text());
    assertEquals("result of special", server.get("/jobs/special/result").text());
    assertEquals("root", server.get("/").text());
  }

  @Test
  void aSegmentIsDecodedOnceAndAsUtf8() throws IOException {
    assertEquals("job a b", server.get("/jobs/a%20b").text());
    assertEquals("job a+b", server.get("/jobs/a+b").text());
    assertEquals("job ü%2f", server.get("/jobs/%C3%BC%252f").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/job", "/jobsX", "/jobs", "/jobs/7/", "/jobs/7/result/8", "/JOBS/7"})
  void anotherPathIsNotFound(String path) throws IOException {
    Answer answer = server.get(path);
    assertEquals(404, answer.status());
    assertTrue(answer.text().contains("\"code\":\"NOT_FOUND\""), answer::toString);
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() throws IOException {
    Answer answer = server.ask("PUT", "/jobs/7", "", "");
    assertEquals(405, answer.status());
    assertEquals("DELETE, GET, HEAD, OPTIONS", answer.header("Allow").orElseThrow());
  }

  @Test
  void methodsAreCaseSensitive() throws IOException {
    assertEquals(405, server.ask("get", "/jobs/7", "", "").status());
  }

  @Test
  void optionsTellsTheMethods() throws IOException {
    Answer answer = server.ask("OPTIONS", "/jobs/7", "", "");
    assertEquals(204, answer.status());
    assertEquals("DELETE, GET, HEAD, OPTIONS", answer.header("Allow").orElseThrow());
    assertEquals(404, server.ask("OPTIONS", "/nothing", "", "").status());
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.request("HEAD", "/pattern", "", "");
      Answer head = connection.readHead();
      Answer next = connection.get("/jobs/7").read(); // on the same connection: nothing in between
      assertAll(
          () -> assertEquals(200, head.status()),
          () -> assertEquals("10000", head.header("Content-Length").orElseThrow()),
          () -> assertEquals("\"v1\"", head.header("ETag").orElseThrow()),
          () -> assertEquals("bytes", head.header("Accept-Ranges").orElseThrow()),
          () -> assertEquals("job 7", next.text()));
    }
    assertEquals(1, server.routes.closed.get(), "the body that was never asked for is closed");
  }

  @Test
  void headOfAProblemHasNoBodyEither() throws IOException {
    try (RawConnection connection = server.connect()) {
      Answer head = connection.request("HEAD", "/nothing", "", "").readHead();
      assertEquals(404, head.status());
      assertEquals("job 7", connection.get("/jobs/7").read().text());
    }
  }

  @Test
  void twoRoutesForOneMethodAndPatternAreAMistake() {
    Route route = Route.get("/a/{x}", r -> Response.noContent());
    assertThrows(IllegalArgumentException.class, () -> Routes.of(route, route));
    assertThrows(
        IllegalArgumentException.class,
        () -> Routes.of(List.of(route, Route.get("/a/{y}", r -> Response.noContent()))));
  }
}
