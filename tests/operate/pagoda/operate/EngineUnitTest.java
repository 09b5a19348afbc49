package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@code pagoda-engine@.service} under systemd, whose broker is away. */
@MachineTests
class EngineUnitTest {
  private static final String NAME = "pagoda-engine@7.service";

  @Test
  void itIsReadyForTheBrokerToComeBackAndSaysThatItIsAway(Machine machine) throws Exception {
    machine.write("/etc/pagoda/pagoda.properties", "broker.urls=amqp://a:b@127.0.0.1:9\n");
    machine.write("/etc/pagoda/engine-7.env", "PAGODA_ENGINE_HTTP_PORT=3007\n");
    machine.run("systemctl", "daemon-reload");
    try {
      machine.run("systemctl", "start", NAME);
      String status = machine.property(NAME, "StatusText");
      assertTrue(status.startsWith("Serving the broker, but not ready: "), status);
      String live = machine.run("curl", "-sf", "http://127.0.0.1:3007/livez");
      assertEquals("{\"status\":\"alive\"}", live);
      machine.run("systemctl", "stop", NAME);
      assertEquals("success", machine.property(NAME, "Result"));
    } finally {
      machine.ran("systemctl", "kill", "-s", "KILL", NAME);
    }
  }

  @Test
  void systemdHasNothingToSayAgainstTheUnits(Machine machine) {
    String folder = "/etc/systemd/system/";
    assertEquals(
        "",
        machine.run(
            "systemd-analyze",
            "verify",
            folder + "pagoda.service",
            folder + NAME.replace("7", "")));
  }
}
