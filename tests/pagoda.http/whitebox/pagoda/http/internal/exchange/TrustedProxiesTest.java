package pagoda.http.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
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

  /** h02: what others than the trusted write, and what is malformed, is never believed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'1.2.3.4:5678' | 1.2.3.4",
        "'[2001:db8::1]:80' | 2001:db8::1",
        "'[2001:db8::1]' | 2001:db8::1",
        "'2001:DB8::1' | 2001:db8::1",
        "'::ffff:1.2.3.4' | 1.2.3.4",
        "' 1.2.3.4 , , 10.0.0.2 ,' | 1.2.3.4",
        "'9.9.9.9, nonsense, 10.0.0.2' | 10.0.0.2",
        "'9.9.9.9, unknown' | 10.0.0.1",
        "'9.9.9.9, _hidden' | 10.0.0.1",
        "'9.9.9.9, 1' | 10.0.0.1",
        "'9.9.9.9, 127.1' | 10.0.0.1",
        "'9.9.9.9, 010.0.0.9' | 10.0.0.1",
        "'9.9.9.9, 1.2.3.256' | 10.0.0.1",
        "'9.9.9.9, 1.2.3.4.5' | 10.0.0.1",
        "'9.9.9.9, localhost' | 10.0.0.1",
        "'9.9.9.9, fe80::1%lo' | 10.0.0.1",
        "'9.9.9.9, [::1' | 10.0.0.1",
        "'9.9.9.9, 0x1.2.3.4' | 10.0.0.1",
        "'\", 1.2.3.4' | 1.2.3.4",
        "'9.9.9.9, <script>' | 10.0.0.1",
        "',,,' | 10.0.0.1",
      })
  void h02OnlyAddressesAreTakenFromXForwardedFor(String forwarded, String client) {
    TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8"));
    assertEquals(
        InetAddress.ofLiteral(client),
        proxies.client(InetAddress.ofLiteral("10.0.0.1"), List.of(forwarded)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'for=1.2.3.4' | 1.2.3.4",
        "'For=\"1.2.3.4:80\";proto=https;by=10.0.0.1' | 1.2.3.4",
        "'proto=https ; for = \"[2001:db8::1]:4711\"' | 2001:db8::1",
        "'for=9.9.9.9, for=1.2.3.4' | 1.2.3.4",
        "'for=1.2.3.4, for=10.0.0.7, for=10.0.0.8' | 1.2.3.4",
        "'for=9.9.9.9, for=unknown' | 10.0.0.1",
        "'for=9.9.9.9, for=_x' | 10.0.0.1",
        "'for=9.9.9.9, for=' | 10.0.0.1",
        "'for=9.9.9.9, by=1.2.3.4' | 10.0.0.1",
        "'for=9.9.9.9, 1.2.3.4' | 10.0.0.1",
        "'for=9.9.9.9, for=\"1.2.3.4' | 10.0.0.1",
        "'for=\", for=1.2.3.4' | 10.0.0.1",
      })
  void h02OnlyAddressesAreTakenFromForwarded(String forwarded, String client) {
    TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8"));
    InetAddress peer = InetAddress.ofLiteral("10.0.0.1");
    assertEquals(
        InetAddress.ofLiteral(client), proxies.client(peer, List.of(), List.of(forwarded)));
    InetAddress stranger = InetAddress.ofLiteral("11.0.0.1");
    assertEquals(stranger, proxies.client(stranger, List.of(), List.of(forwarded)));
  }

  /** A proxy that sets the one lets the other through as the client wrote it. */
  @Test
  void h02TwoHeadersThatDoNotAgreeAreNotBelieved() {
    TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8"));
    InetAddress peer = InetAddress.ofLiteral("10.0.0.1");
    List<String> same = List.of("for=1.2.3.4");
    List<String> other = List.of("for=9.9.9.9");
    assertEquals(InetAddress.ofLiteral("1.2.3.4"), proxies.client(peer, List.of("1.2.3.4"), same));
    assertEquals(peer, proxies.client(peer, List.of("1.2.3.4"), other));
  }

  @Test
  void h02LinesOfAHeaderFollowOneAnother() {
    TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8"));
    InetAddress peer = InetAddress.ofLiteral("10.0.0.1");
    List<String> lines = List.of("9.9.9.9", "1.2.3.4, 10.0.0.2");
    assertEquals(InetAddress.ofLiteral("1.2.3.4"), proxies.client(peer, lines));
  }

  @Test
  void aNetworkIsCheckedAtStart() {
    for (String bad :
        List.of("", "/8", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "fd00::/129", "1")) {
      assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of(bad)), bad);
    }

    assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of("10.0.0.0/33")));
    assertThrows(
        IllegalArgumentException.class, () -> new TrustedProxies(List.of("proxy.example")));
  }
}
