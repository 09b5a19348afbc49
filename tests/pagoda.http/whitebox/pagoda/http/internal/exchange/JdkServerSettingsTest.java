package pagoda.http.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the settings do is tested from outside, in a process for each. */
class JdkServerSettingsTest {
  @Test
  void theFirstServerOfAProcessDecides() {
    JdkServerSettings.apply(4096, Duration.ofSeconds(20), Duration.ofSeconds(30));
    String idle = System.getProperty("sun.net.httpserver.idleInterval");
    JdkServerSettings.apply(4096, Duration.ofSeconds(20), Duration.ofSeconds(31));
    assertEquals(idle, System.getProperty("sun.net.httpserver.idleInterval"));
    assertNull(
        System.getProperty("sun.net.httpserver.maxRspTime"), "it would cut every event stream");
  }
}
