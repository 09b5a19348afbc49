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

  @Test
  void aNetworkIsCheckedAtStart() {
    assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(List.of("10.0.0.0/33")));
    assertThrows(
        IllegalArgumentException.class, () -> new TrustedProxies(List.of("proxy.example")));
  }
}
