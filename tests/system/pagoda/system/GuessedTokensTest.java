package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.http.attacks.Answer;
import pagoda.http.attacks.RawConnection;

/** Somebody who tries one token after another. */
class GuessedTokensTest {
  private static final int GUESSES = 60;
  private static final int AT_ONCE = 10;

  @TempDir Path folder;

  @Test
  void h01WhoGuessesIsSlowedDownAndAGoodTokenAlwaysPasses() throws Exception {
    Path file = folder.resolve("tokens");
    Program made = Program.run("token", "boss", "admin");
    Files.write(file, made.out());
    String token = made.err().strip().replaceFirst(".*: ", "");
    try (ImageVictim image = ImageVictim.start("http.tokens-file=" + file)) {
      int port = image.target().port();
      int wrong = 0;
      for (int i = 0; i < GUESSES; i++) {
        Answer answer = ask(port, "127.0.0.9", token.substring(0, token.length() - 2) + i);
        assertTrue(answer.status() == 401 || answer.status() == 429, answer::toString);
        wrong += answer.status() == 401 ? 1 : 0;
        if (answer.status() == 429) {
          assertTrue(Integer.parseInt(answer.header("Retry-After").orElseThrow()) > 0);
        }
      }
      assertTrue(wrong >= AT_ONCE && wrong < GUESSES / 2, wrong + " guesses were looked at");
      assertEquals(200, ask(port, "127.0.0.9", token).status(), "from the same address");
      assertEquals(200, ask(port, "127.0.0.3", token).status());
      assertFalse(image.service().log().contains(token.substring(0, token.length() - 2)));
      assertEquals("", image.complaints());
    }
  }

  private static Answer ask(int port, String from, String token) throws IOException {
    try (RawConnection connection = RawConnection.from(from, port)) {
      return connection
          .request("GET", "/queue", "Authorization: Bearer " + token + "\r\n", "")
          .read();
    }
  }
}
