package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pagoda.broker.nodes.RabbitNode;

/** That the suite speaks to the release that it was asked to. */
class ReleaseTest {
  @Test
  void theBrokerIsOfTheReleaseAskedFor() throws Exception {
    String asked = System.getProperty("pagoda.rabbitmq.release", "");
    String version = RabbitNode.shared().ctl("version").strip();
    assertTrue(version.matches("(?s).*\\b\\d+\\.\\d+\\.\\d+"), version);
    String number = version.substring(version.lastIndexOf('\n') + 1);
    assertTrue(number.startsWith(asked.isEmpty() ? "" : asked + "."), version);
  }
}
