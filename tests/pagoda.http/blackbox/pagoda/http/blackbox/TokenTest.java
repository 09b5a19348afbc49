package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.Authenticator;
import pagoda.http.ExchangeOutcome;
import pagoda.http.InvalidTokenFileException;
import pagoda.http.Json;
import pagoda.http.NewToken;
import pagoda.http.Routes;
import pagoda.http.ServerEvent;
import pagoda.http.TokenFile;
import pagoda.http.WebServer;
import pagoda.http.WebServerOptions;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;
import pagoda.testing.Await;

class TokenTest {
  @TempDir Path folder;
  private final NewToken reader = NewToken.create("reader", Set.of(TestRoles.READ));
  private final NewToken submitter = NewToken.create("submitter", Set.of(TestRoles.SUBMIT));
  private final NewToken admin = NewToken.create("admin", Set.of(TestRoles.ADMIN));
  private Path file;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    file =
        Files.writeString(
            folder.resolve("tokens"),
            "# who\n\n" + reader.line() + "\n" + submitter.line() + "\n" + admin.line() + "\n");
    server = TestServer.start(o -> o.withAuthenticator(TokenFile.open(file, TestRoles.ALL)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }

  private int status(String method, String path, NewToken token) throws IOException {
    return server.ask(method, path, bearer(token.token()), "").status();
  }

  @Test
  void withoutATokenItIs401() throws IOException {
    Answer answer = server.get("/hello");
    assertEquals(401, answer.status());
    assertTrue(answer.header("WWW-Authenticate").orElse("").startsWith("Bearer"));
    assertTrue(answer.text().contains("\"code\":\"UNAUTHORIZED\""), answer::toString);
  }

  @Test
  void openRoutesNeedNoToken() throws IOException {
    assertEquals("open", server.get("/open").text());
    assertEquals(404, server.get("/nothing").status());
  }

  @Test
  void rolesAreSeparateAndAdminHasAll() throws IOException {
    assertEquals(200, status("GET", "/hello", reader));
    assertEquals(403, status("POST", "/bytes", reader));
    assertEquals(403, status("POST", "/admin", reader));
    assertEquals(403, status("GET", "/hello", submitter));
    assertEquals(200, status("POST", "/bytes", submitter));
    assertEquals(403, status("POST", "/admin", submitter));
    assertEquals(200, status("GET", "/hello", admin));
    assertEquals(200, status("POST", "/bytes", admin));
    assertEquals(204, status("POST", "/admin", admin));
  }

  @Test
  void theCallerHasAName() throws Exception {
    assertEquals("reader", server.ask("GET", "/who", bearer(reader.token()), "").text());
    assertEquals("reader", server.record().principal());
    assertEquals(401, server.get("/who").status());
    assertEquals("-", server.record().principal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Bearer ", "Bearer x", "x", "bearer\tx"})
  void aWrongHeaderIs401(String header) throws IOException {
    assertEquals(
        401, server.ask("GET", "/hello", "Authorization: " + header + "\r\n", "").status());
  }

  @Test
  void theSchemeHasNoCaseAndTheTokenHas() throws IOException {
    assertEquals(
        200,
        server
            .ask("GET", "/hello", "Authorization: bEARER " + reader.token() + "\r\n", "")
            .status());
    assertEquals(
        401,
        server
            .ask("GET", "/hello", bearer(reader.token().toUpperCase(java.util.Locale.ROOT)), "")
            .status());
  }

  @Test
  void h01WhoGuessesIsSlowedDownAloneAndAGoodTokenAlwaysPasses() throws IOException {
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      try (RawConnection connection = RawConnection.from("127.0.0.9", server.server.port())) {
        Answer answer = connection.request("GET", "/hello", bearer("guess" + i), "").read();
        refused += answer.status() == 429 ? 1 : 0;
        if (answer.status() == 429) {
          assertTrue(Integer.parseInt(answer.header("Retry-After").orElseThrow()) > 0);
        }
      }
    }
    assertTrue(refused >= 15, "10 tries, then 429: " + refused);
    try (RawConnection guesser = RawConnection.from("127.0.0.9", server.server.port())) {
      assertEquals(
          200, guesser.request("GET", "/hello", bearer(reader.token()), "").read().status());
      assertEquals(429, guesser.request("GET", "/hello", bearer("guess"), "").read().status());
    }
    assertEquals(200, status("GET", "/hello", reader));
  }

  @Test
  void aChangedFileHoldsSoon() throws Exception {
    NewToken other = NewToken.create("other", Set.of(TestRoles.READ));
    Files.writeString(file, other.line() + "\n");
    Await.until("the old token is void", () -> status("GET", "/hello", admin) == 401);
    assertEquals(200, status("GET", "/hello", other));
  }

  /**
   * The token is void, or may do something else now, or is another's: the stream is not that one's.
   */
  @ParameterizedTest
  @ValueSource(strings = {"gone", "other roles", "other name"})
  void h03AStreamEndsWithItsToken(String change) throws Exception {
    try (EventReader ends = events(reader);
        EventReader stays = events(admin)) {
      String line =
          switch (change) {
            case "gone" -> "";
            case "other roles" -> reader.line().replace(" read ", " submit ");
            default -> reader.line().replace("reader ", "writer ");
          };
      Files.writeString(file, admin.line() + "\n" + line + "\n");
      assertThrows(IOException.class, ends::event, "the stream has ended");
      assertEquals(ExchangeOutcome.COMPLETE, server.record().outcome());
      server.routes.hub.publish(ServerEvent.of("job", Json.object()));
      assertEquals("job", stays.event().name());
    }
  }

  private EventReader events(NewToken token) throws IOException {
    EventReader listener = new EventReader(server, "/events", bearer(token.token()));
    assertEquals(200, listener.head.status());
    listener.next();
    return listener;
  }

  @Test
  void h03ABadLineLeavesTheGoodEntriesInForce() throws Exception {
    NewToken other = NewToken.create("other", Set.of(TestRoles.READ));
    Files.writeString(file, other.line() + "\nnonsense\n" + reader.line() + "\n");
    AtomicInteger tries = new AtomicInteger();
    Await.until(
        "the new entry is in force",
        () -> {
          assertEquals(200, status("GET", "/hello", reader), "never locked out meanwhile");
          String address = "127.0.1." + (1 + tries.getAndIncrement() % 250); // fails a few times
          try (RawConnection one = RawConnection.from(address, server.server.port())) {
            return one.request("GET", "/who", bearer(other.token()), "").read().status() == 200;
          }
        });
  }

  @Test
  void h11ATokenThatIsNobodysIsCalledInvalid() throws IOException {
    assertEquals("Bearer realm=\"pagoda\"", challenge(server.get("/hello")));
    assertEquals("Bearer realm=\"pagoda\"", challenge(ask("Authorization: Basic eDp5\r\n")));
    assertEquals(
        "Bearer realm=\"pagoda\", error=\"invalid_token\"", challenge(ask(bearer("guess"))));
    Answer forbidden = server.ask("POST", "/admin", bearer(reader.token()), "");
    assertEquals(403, forbidden.status());
    assertEquals(
        "Bearer realm=\"pagoda\", error=\"insufficient_scope\", scope=\"admin\"",
        challenge(forbidden));
  }

  @Test
  void h11TwoAuthorizationsAreRefused() throws IOException {
    for (String second : List.of(reader.token(), admin.token(), "guess", "")) {
      assertEquals(400, ask(bearer(reader.token()) + bearer(second)).status());
      assertEquals(400, ask(bearer(second) + bearer(reader.token())).status());
    }
  }

  private Answer ask(String headers) throws IOException {
    return server.ask("GET", "/hello", headers, "");
  }

  private static String challenge(Answer answer) {
    return answer.header("WWW-Authenticate").orElse("none");
  }

  @Test
  void aTokenIsNeverStoredNorShown() throws IOException {
    assertFalse(Files.readString(file).contains(reader.token()));
    assertFalse(reader.toString().contains(reader.token()));
    assertFalse(NewToken.create("a", Set.of(TestRoles.READ)).token().equals(reader.token()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "name read",
        "name read sha256:abc",
        "name root sha256:%s",
        "na/me read sha256:%s",
        "name sha256:%s",
        "name read, sha256:%s",
        "name READ sha256:%s",
        "name read sha256:%s trailing"
      })
  void aBadFileIsRefusedWithItsLine(String content) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad"), "#\n" + content.formatted("a".repeat(64)));
    var failure =
        assertThrows(InvalidTokenFileException.class, () -> TokenFile.open(bad, TestRoles.ALL));
    assertEquals(content.isEmpty() || content.startsWith("#") ? 0 : 2, failure.line());
    assertEquals(bad, failure.file());
  }

  @Test
  void aMissingFileIsRefused() {
    assertThrows(
        InvalidTokenFileException.class,
        () -> TokenFile.open(folder.resolve("missing"), TestRoles.ALL));
    assertThrows(
        IllegalArgumentException.class, () -> NewToken.create("a b", Set.of(TestRoles.READ)));
    assertThrows(IllegalArgumentException.class, () -> NewToken.create("a", Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void beyondLoopbackSomebodyMustBeAsked(String host) throws IOException {
    Routes none = Routes.of();
    assertThrows(
        IllegalArgumentException.class,
        () -> WebServer.start(WebServerOptions.defaults().withHost(host), none));
    WebServer.start(WebServerOptions.defaults().withHost(host).withInsecure(true), none).close();
    WebServer.start(
            WebServerOptions.defaults()
                .withHost(host)
                .withAuthenticator(TokenFile.open(file, TestRoles.ALL)),
            none)
        .close();
    Authenticator own = (authorization, client) -> pagoda.http.Principal.ANONYMOUS;
    WebServer.start(WebServerOptions.defaults().withHost(host).withAuthenticator(own), none)
        .close();
  }
}
