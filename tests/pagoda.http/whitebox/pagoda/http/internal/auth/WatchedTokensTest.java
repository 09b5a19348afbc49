package pagoda.http.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void aBadOrMissingFileLeavesTheOldTokens() throws IOException {
    Files.writeString(file, "nonsense");
    pass(Duration.ofSeconds(1));
    assertEquals("alice", ask(alice.token(), CLIENT).name());
    Files.delete(file);
    pass(Duration.ofSeconds(1));
    assertEquals("alice", ask(alice.token(), CLIENT).name());
    Files.writeString(file, bob.line());
    pass(Duration.ofSeconds(1));
    assertEquals("bob", ask(bob.token(), CLIENT).name());
  }

  @Test
  void whoGuessesWaitsAndMayTryAgain() {
    for (int i = 0; i < FailureLimiter.BURST; i++) {
      assertThrows(UnauthorizedException.class, () -> ask("guess", CLIENT));
    }
    var blocked = assertThrows(OverloadedException.class, () -> ask(alice.token(), CLIENT));
    assertEquals(429, blocked.problem().status());
    assertEquals(Duration.ofSeconds(FailureLimiter.SECONDS_PER_TRY), blocked.retryAfter());
    assertEquals("alice", ask(alice.token(), OTHER).name());
    pass(blocked.retryAfter());
    assertEquals("alice", ask(alice.token(), CLIENT).name());
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
