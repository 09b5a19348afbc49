package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.ExchangeOutcome;
import pagoda.http.MediaType;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.attacks.Answer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NegotiationTest {
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    server =
        TestServer.with(
            Route.get(
                "/moves",
                r ->
                    Response.text(
                        r.negotiate(MediaType.JSON, MediaType.TEXT, MediaType.BYTES).toString())),
            Route.get(
                "/query",
                r ->
                    Response.text(
                        r.query().number("n", 1, 30, 7)
                            + " "
                            + r.query().flag("verbose")
                            + " "
                            + r.query()
                                .oneOf("outcome", ExchangeOutcome.class)
                                .map(Enum::name)
                                .orElse("none"))),
            Route.get(
                "/strict",
                r -> {
                  r.query().allowOnly("n", "from");
                  return Response.text("ok");
                }),
            Route.get("/named", r -> Response.text("ok")).queries("state", "limit", "after"),
            Route.get("/none", r -> Response.text("ok")).queries(new String[0]),
            Route.get("/prefer", r -> Response.text(r.prefer("wait").orElse("not"))));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|application/json",
        "''|application/json",
        "text/plain|text/plain",
        "TEXT/Plain|text/plain",
        "text/*|text/plain",
        "application/*|application/json",
        "application/*, application/json;q=0|application/octet-stream",
        "*/*;q=0.1, text/plain|text/plain",
        "application/json;q=0.5, text/plain;q=0.9, application/octet-stream;q=0.1|text/plain",
        "text/html, */*;q=0.8|application/json",
        "application/json;q=0, */*|text/plain",
        "text/plain;version=0.0.4;q=0.3, application/octet-stream;q=0.2|text/plain",
        "text/plain ; q=0.300 ,application/octet-stream;Q = 0.4|application/octet-stream",
        "text/plain;q=7|text/plain",
        "garbage, text/plain|text/plain",
      })
  void theBestOfWhatIsOfferedIsChosen(String accept, String expected) throws IOException {
    String header = accept.isEmpty() ? "" : "Accept: " + accept + "\r\n";
    assertEquals(expected, server.ask("GET", "/moves", header, "").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "*/*;q=0", "garbage", "application/json;q=0.0"})
  void nothingAcceptableIsAnswered406(String accept) throws IOException {
    Answer answer = server.ask("GET", "/moves", "Accept: " + accept + "\r\n", "");
    assertEquals(406, answer.status());
    assertTrue(answer.text().contains("application/octet-stream"), answer::toString);
    assertEquals("Accept", answer.header("Vary").orElse(""));
  }

  @Test
  void severalAcceptHeadersAreOneList() throws IOException {
    assertEquals(
        "text/plain",
        server.ask("GET", "/moves", "Accept: */*;q=0.1\r\nAccept: text/plain\r\n", "").text());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 7 false none",
    "?n=1, 1 false none",
    "?n=30&verbose, 30 true none",
    "?n=007&verbose=true&outcome=timed_out, 7 true TIMED_OUT",
    "?verbose=false&other=x, 7 false none",
  })
  void parametersHaveTypes(String query, String expected) throws IOException {
    assertEquals(expected, server.get("/query" + query).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?n=0",
        "?n=31",
        "?n=",
        "?n",
        "?n=abc",
        "?n=2.5",
        "?n=+3",
        "?n=%203",
        "?n=3x",
        "?n=0x3",
        "?n=1&n=2",
        "?n=99999999999999999999",
        "?n=9999999999999999999",
        "?n=-1",
        "?n=%D9%A3",
        "?verbose=yes",
        "?verbose=1",
        "?outcome=root",
        "?outcome=TIMED_OUT"
      })
  void parametersOfAnotherTypeAreRefused(String query) throws IOException {
    Answer answer = server.get("/query" + query);
    assertEquals(400, answer.status(), answer::toString);
    assertTrue(answer.text().contains("\"parameter\":"), answer::toString);
  }

  @Test
  void theProblemSaysWhatIsAllowedAndWhatWasSeen() throws IOException {
    assertEquals(
        "{\"error\":\"n must be a whole number from 1 to 30: 31\",\"code\":\"BAD_REQUEST\","
            + "\"status\":400,\"type\":\"about:blank\",\"title\":\"Bad Request\","
            + "\"detail\":\"n must be a whole number from 1 to 30: 31\",\"parameter\":\"n\"}",
        server.get("/query?n=31").text());
  }

  @Test
  void whatIsSeenIsShownEscapedAndShortened() throws IOException {
    Answer answer = server.get("/query?n=%22%3Cscript%3E" + "x".repeat(1000));
    assertTrue(answer.text().contains("\\\"<script>xxx"), answer::toString);
    assertTrue(answer.body().length < 300, answer::toString);
    assertEquals("nosniff", answer.header("X-Content-Type-Options").orElse(""));
    assertEquals("no-referrer", answer.header("Referrer-Policy").orElse(""));
    assertTrue(
        answer
            .text()
            .contains("\"type\":\"about:blank\",\"title\":\"Bad Request\",\"detail\":\"n must be "),
        answer::toString);
  }

  @Test
  void misspeltParametersAreRefusedWhereAsked() throws IOException {
    assertEquals("ok", server.get("/strict?n=1&from=2").text());
    assertEquals(400, server.get("/strict?n=1&form=2").status());
  }

  @ParameterizedTest
  @CsvSource({
    "stat=x, state",
    "State=x, state",
    "limits=1, limit",
    "afer=1, after",
    "x, after",
    "limit=1&lim=2, limit",
    "%73tat=x, state",
  })
  void h09AnUnknownParameterIsRefusedWithTheNearestName(String query, String nearest)
      throws IOException {
    Answer answer = server.get("/named?" + query);
    assertEquals(400, answer.status());
    assertTrue(
        answer.text().contains("; the nearest is " + nearest + "; known: state, limit, after"),
        answer::toString);
  }

  @Test
  void h09ParametersThatBeginWithAnUnderscoreAreIgnored() throws IOException {
    assertEquals("ok", server.get("/named?_=1&_state=2&limit=3&__x").text());
    assertEquals("ok", server.get("/none?_").text());
    assertEquals("ok", server.get("/strict?_=1&_=2").text());
  }

  @Test
  void h09ARouteWithoutParametersTakesNone() throws IOException {
    Answer answer = server.get("/none?x=1");
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("Unknown parameter x; there are none here"), answer::text);
  }

  @ParameterizedTest
  @CsvSource({
    "'wait=5, wait=6', 5", "'foo; wait=6, wait=5', 5", "'foo; wait=6', not", "'wait = \"5\"', 5",
    "'WAIT=5; x', 5", "'wait', ''", "'wait=', ''", "'wait=5;wait=6', 5"
  })
  void h07OnlyThePreferenceItselfIsRead(String header, String value) throws IOException {
    assertEquals(value, server.ask("GET", "/prefer", "Prefer: " + header + "\r\n", "").text());
  }

  @Test
  void preferencesAreRead() throws IOException {
    assertEquals("5", server.ask("GET", "/prefer", "Prefer: respond-async, wait=5\r\n", "").text());
    assertEquals("not", server.ask("GET", "/prefer", "Prefer: respond-async\r\n", "").text());
  }
}
