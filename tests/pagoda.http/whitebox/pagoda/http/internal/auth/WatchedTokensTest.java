package pagoda.http.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.NewToken;
import pagoda.http.OverloadedException;
import pagoda.http.Principal;
import pagoda.http.Role;
import pagoda.http.TokenFile;
import pagoda.http.UnauthorizedException;

/** A token file by a clock of its own. */
class WatchedTokensTest {
  private static final Role READ = Role.named("read");
  private static final Role SUBMIT = Role.scoped("submit");
  private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

  @TempDir Path folder;
  private final AtomicLong now = new AtomicLong();
  private final NewToken alice = NewToken.create("alice", Set.of(READ));
  private final NewToken bob = NewToken.create("bob", Set.of(SUBMIT));
  private Path file;
  private TokenFile tokens;

  @BeforeEach
  void open() throws IOException {
    file = Files.writeString(folder.resolve("tokens"), alice.line());
    tokens = WatchedTokens.open(file, Set.of(READ, SUBMIT), now::get);
  }

  private Principal ask(String token, InetAddress client) {
    return tokens.authenticate(Optional.of("Bearer " + token), client);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void aChangeHoldsAfterASecondAndNotBefore() throws IOException {
    Files.writeString(file, bob.line());
    assertEquals("alice", ask(alice.token(), CLIENT).name());
    pass(Duration.ofMillis(999));
    assertEquals("alice", ask(alice.token(), CLIENT).name());
    pass(Duration.ofMillis(1));
    assertThrows(UnauthorizedException.class, () -> ask(alice.token(), CLIENT));
    assertEquals(new Principal("bob", Set.of(SUBMIT)), ask(bob.token(), CLIENT));
  }

  private void write(String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines));
    pass(Duration.ofSeconds(1));
  }

  private boolean knows(NewToken token) {
    return tokens.now(Principal.ANONYMOUS, Optional.of("Bearer " + token.token())).isPresent();
  }

  @Test
  void h03AnEntryThatIsGoneIsGoneWhateverElseIsBad() throws IOException {
    assertEquals(Optional.empty(), tokens.fault());
    write("nonsense", bob.line(), "more nonsense");
    assertFalse(knows(alice));
    assertTrue(knows(bob));
    assertEquals(1, tokens.entries());
    String fault = tokens.fault().orElseThrow();
    assertTrue(fault.startsWith(file + ":1: "), fault);
    assertTrue(fault.endsWith("and 1 more lines are bad; 1 entries are in force"), fault);
    write(bob.line(), alice.line());
    assertTrue(knows(alice));
    assertEquals(Optional.empty(), tokens.fault());
  }

  @Test
  void h03BytesThatAreNoUtf8SpoilTheirLineAlone() throws IOException {
    Files.write(file, (bob.line() + "\n\u00ff\u00fe\n").getBytes(StandardCharsets.ISO_8859_1));
    pass(Duration.ofSeconds(1));
    assertTrue(knows(bob));
    assertTrue(tokens.fault().orElseThrow().startsWith(file + ":2: "));
  }

  /** Some programs empty a file, or remove it, before they write it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "# none", "missing", "folder", "large"})
  void h03AFileWithoutAnEntryIsLookedAtTwice(String content) throws IOException {
    Files.delete(file);
    switch (content) {
      case "missing" -> {}
      case "folder" -> Files.createDirectory(file);
      case "large" -> Files.writeString(file, "#".repeat(300_000));
      default -> Files.writeString(file, content);
    }
    pass(Duration.ofSeconds(1));
    assertTrue(knows(alice), "it may be in the middle of being written");
    assertTrue(tokens.fault().isPresent());
    pass(Duration.ofSeconds(1));
    assertFalse(knows(alice));
    assertEquals(0, tokens.entries());
    Files.delete(content.equals("missing") ? Files.createFile(file) : file);
    write(bob.line());
    assertTrue(knows(bob));
    assertEquals(Optional.empty(), tokens.fault());
  }

  /** It would be read and told of again at each look, and a request in each second wait for it. */
  @Test
  void h03ABadFileIsReadOnceUntilItChanges() throws IOException {
    write(bob.line(), "nonsense");
    String fault = tokens.fault().orElseThrow();
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, alice.line().substring(0, bob.line().length()) + "\nnonsense");
    Files.setLastModifiedTime(file, before);
    pass(Duration.ofSeconds(1));
    assertTrue(knows(bob), "the stamp is the same, so nobody looks inside");
    assertEquals(fault, tokens.fault().orElseThrow());
  }

  @Test
  void whoGuessesWaitsAndMayTryAgain() {
    for (int i = 0; i < FailureLimiter.BURST; i++) {
      assertThrows(UnauthorizedException.class, () -> ask("guess", CLIENT));
    }
    var blocked = assertThrows(OverloadedException.class, () -> ask("guess", CLIENT));
    assertEquals(429, blocked.problem().status());
    assertEquals(Duration.ofSeconds(FailureLimiter.SECONDS_PER_TRY), blocked.retryAfter());
    assertThrows(UnauthorizedException.class, () -> ask("guess", OTHER));
    assertEquals("alice", ask(alice.token(), CLIENT).name(), "h01: a good token always passes");
    assertThrows(OverloadedException.class, () -> ask("guess", CLIENT));
    pass(blocked.retryAfter());
    assertThrows(UnauthorizedException.class, () -> ask("guess", CLIENT));
  }

  @Test
  void h01GoodTokensAreNoTries() {
    for (int i = 0; i < 10 * FailureLimiter.BURST; i++) {
      ask(alice.token(), CLIENT);
    }
    assertThrows(UnauthorizedException.class, () -> ask("guess", CLIENT));
  }

  @Test
  void h03LookingAgainIsNoTry() {
    for (int i = 0; i < 10 * FailureLimiter.BURST; i++) {
      assertFalse(knows(bob));
    }
    assertThrows(UnauthorizedException.class, () -> ask("guess", CLIENT));
  }

  @Test
  void noTokenAtAllIsNoGuess() {
    for (int i = 0; i < 100; i++) {
      assertThrows(
          UnauthorizedException.class, () -> tokens.authenticate(Optional.empty(), CLIENT));
    }
    assertEquals("alice", ask(alice.token(), CLIENT).name());
  }
}
