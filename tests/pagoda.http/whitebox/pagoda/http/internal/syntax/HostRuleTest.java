package pagoda.http.internal.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.internal.syntax.HostRule.Verdict;

class HostRuleTest {
  private final HostRule loopback = new HostRule(true, Set.of("pagoda.test"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:3000",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.1.2.3",
        "[::1]",
        "[::1]:3000",
        "pagoda.test",
        "Pagoda.Test:1",
        "localhost:"
      })
  void loopbackAnswersToItsNames(String host) {
    assertEquals(Verdict.GOOD, loopback.judge(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "xlocalhost",
        "10.0.0.1",
        "[::2]",
        "pagoda.test.",
        "1270.0.0.1"
      })
  void loopbackRefusesStrangers(String host) {
    assertEquals(Verdict.STRANGER, loopback.judge(host));
    assertEquals(Verdict.GOOD, new HostRule(false, Set.of()).judge(host), "in public it may be us");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":80", "a b", "localhost:x", "localhost:123456", "a@localhost", "a/b", "[::1"})
  void noHostAtAll(String host) {
    assertEquals(Verdict.MALFORMED, loopback.judge(host));
  }
}
