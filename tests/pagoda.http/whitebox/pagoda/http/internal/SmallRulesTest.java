package pagoda.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.http.internal.HostRule.Verdict;

class SmallRulesTest {
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

  @Test
  void listsAreSplitOutsideOfQuotes() {
    assertEquals(
        List.of("a", "b;x=\"c,d\"", "\"e\\\",f\""),
        HeaderList.members(List.of("a, b;x=\"c,d\" ,,", "\"e\\\",f\"")));
    assertEquals(List.of("a", "q=0.5"), HeaderList.parts("a ; q=0.5 ;"));
    assertEquals(List.of("\"open, to the end"), HeaderList.members(List.of("\"open, to the end")));
    assertTrue(HeaderList.contains(List.of("keep-alive, Close"), "close"));
    assertFalse(HeaderList.contains(List.of("closed"), "close"));
  }

  @Test
  void parametersOfAPreference() {
    List<String> prefer = List.of("respond-async, wait=10", "foo=\"a\\\"b\"");
    assertEquals(Optional.of("10"), HeaderList.parameter(prefer, "Wait"));
    assertEquals(Optional.of(""), HeaderList.parameter(prefer, "respond-async"));
    assertEquals(Optional.of("a\"b"), HeaderList.parameter(prefer, "foo"));
    assertEquals(Optional.empty(), HeaderList.parameter(prefer, "bar"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, '1.2.3.4', 1.2.3.4",
    "10.0.0.1, '9.9.9.9, 1.2.3.4', 1.2.3.4",
    "10.0.0.1, '1.2.3.4, 10.200.0.7', 1.2.3.4",
    "10.0.0.1, '1.2.3.4, unknown', 10.0.0.1",
    "10.0.0.1, '', 10.0.0.1",
    "11.0.0.1, '1.2.3.4', 11.0.0.1",
    "fd00::1, '2001:db8::1', 2001:db8::1",
    "10.0.0.1, '10.0.0.2', 10.0.0.2",
  })
  void onlyTrustedProxiesAreBelieved(String peer, String forwarded, String client) {
    TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "fd00::1"));
    assertEquals(
        InetAddress.ofLiteral(client),
        proxies.client(
            InetAddress.ofLiteral(peer), forwarded.isEmpty() ? List.of() : List.of(forwarded)));
  }

  @Test
  void aNetworkIsCheckedAtStart() {
    assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of("10.0.0.0/33")));
    assertThrows(
        IllegalArgumentException.class, () -> new TrustedProxies(List.of("proxy.example")));
  }

  @Test
  void aBudgetIsNeverExceeded() {
    ByteBudget budget = new ByteBudget(10);
    assertTrue(budget.take(7));
    assertFalse(budget.take(4));
    assertTrue(budget.take(3));
    budget.give(10);
    assertEquals(0, budget.used());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "a\u007fb", "\u0100", "€"})
  void aValueCannotLeaveItsHeader(String value) {
    assertThrows(IllegalArgumentException.class, () -> FieldSyntax.value("X", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "ä", "Content-Length", "transfer-encoding", "Date"})
  void aNameIsATokenThatTheServerDoesNotOwn(String name) {
    assertThrows(IllegalArgumentException.class, () -> FieldSyntax.name(name));
  }
}
