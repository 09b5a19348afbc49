package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.Cors;
import pagoda.http.attacks.Answer;

class CorsTest {
  private static final String GOOD = "Origin: https://good.example\r\n";
  private static final String EVIL = "Origin: https://evil.example\r\n";
  private static final String ASKING =
      "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n";

  private static TestServer server(Cors cors) throws IOException {
    return TestServer.start(o -> o.withCors(cors));
  }

  @Test
  void offIsTheDefault() throws IOException {
    try (TestServer server = TestServer.start()) {
      assertEquals(
          Optional.empty(),
          server.ask("GET", "/hello", GOOD, "").header("Access-Control-Allow-Origin"));
      Answer preflight = server.ask("OPTIONS", "/bytes", GOOD + ASKING, "");
      assertEquals(Optional.empty(), preflight.header("Access-Control-Allow-Methods"));
    }
  }

  /** A form or a fetch without preflight reaches any server on loopback. */
  @Test
  void aStrangersPageMayNotChangeAnything() throws IOException {
    try (TestServer server = TestServer.start()) {
      assertEquals(403, server.ask("POST", "/bytes", EVIL, "x").status());
      assertEquals(403, server.ask("DELETE", "/bytes", "Origin: null\r\n", "").status());
      assertEquals(200, server.ask("GET", "/hello", EVIL, "").status());
      assertEquals(200, server.ask("POST", "/bytes", "Origin: http://localhost\r\n", "x").status());
      assertEquals(200, server.ask("POST", "/bytes", "", "x").status(), "no browser, no origin");
    }
  }

  @Test
  void allowedOriginsAreNamed() throws IOException {
    try (TestServer server = server(new Cors(Set.of("https://good.example")))) {
      Answer good = server.ask("GET", "/hello", GOOD, "");
      assertEquals("https://good.example", good.header("Access-Control-Allow-Origin").orElse(""));
      assertEquals("Origin", good.header("Vary").orElse(""));
      Answer evil = server.ask("GET", "/hello", EVIL, "");
      assertEquals(Optional.empty(), evil.header("Access-Control-Allow-Origin"));
      assertEquals("Origin", evil.header("Vary").orElse(""), "a cache must know");
      assertEquals(200, server.ask("POST", "/bytes", GOOD, "x").status());
      assertEquals(403, server.ask("POST", "/bytes", EVIL, "x").status());
    }
  }

  @Test
  void aPreflightIsAnsweredForAllowedOrigins() throws IOException {
    try (TestServer server = server(new Cors(Set.of("https://good.example")))) {
      Answer good = server.ask("OPTIONS", "/bytes", GOOD + ASKING, "");
      assertEquals(204, good.status());
      assertEquals("https://good.example", good.header("Access-Control-Allow-Origin").orElse(""));
      assertTrue(good.header("Access-Control-Allow-Methods").orElse("").contains("POST"));
      assertTrue(good.header("Access-Control-Allow-Headers").orElse("").contains("Content-Type"));
      Answer evil = server.ask("OPTIONS", "/bytes", EVIL + ASKING, "");
      assertEquals(Optional.empty(), evil.header("Access-Control-Allow-Methods"));
      assertEquals(Optional.empty(), evil.header("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void aStarAllowsEverybody() throws IOException {
    try (TestServer server = server(Cors.ANY)) {
      Answer answer = server.ask("POST", "/bytes", EVIL, "x");
      assertEquals(200, answer.status());
      assertEquals("*", answer.header("Access-Control-Allow-Origin").orElse(""));
      assertEquals(Optional.empty(), answer.header("Access-Control-Allow-Credentials"));
      assertEquals(
          "*",
          server
              .ask("OPTIONS", "/bytes", EVIL + ASKING, "")
              .header("Access-Control-Allow-Origin")
              .orElse(""));
    }
  }

  @Test
  void problemsCanBeReadByAllowedPages() throws IOException {
    try (TestServer server = server(new Cors(Set.of("https://good.example")))) {
      Answer answer = server.ask("GET", "/nothing", GOOD, "");
      assertEquals(404, answer.status());
      assertEquals("https://good.example", answer.header("Access-Control-Allow-Origin").orElse(""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"good.example", "https://good.example/", "https://*.example", "null", ""})
  void anOriginIsCheckedAtStart(String origin) {
    assertThrows(IllegalArgumentException.class, () -> new Cors(Set.of(origin)));
  }

  @Test
  void aStarStandsAlone() {
    assertThrows(
        IllegalArgumentException.class, () -> new Cors(Set.of("*", "https://good.example")));
  }
}
