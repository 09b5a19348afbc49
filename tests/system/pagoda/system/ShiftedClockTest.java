package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;

/** Kind B of the foreign messages: an engine whose clock is wrong works like any other. */
class ShiftedClockTest {
  private static final int CALLS = 5;
  private static RabbitNode node;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {3600, -3600})
  void kindB_anEngineWithAWrongClockAnswersAndIsWarnedOfOnce(long seconds, @TempDir Path folder)
      throws Exception {
    Map<String, String> shifted = ShiftedClock.environment(folder, seconds);
    try (Engine engine = Engine.start(shifted, node.url());
        Service service = Service.start("broker.urls=" + node.url())) {
      Await.until("ready", () -> service.get("/readyz").statusCode() == 200);
      assertTrue(ahead(engine).abs().toMinutes() > 30, "not shifted:\n" + engine.log());
      for (int call = 0; call < CALLS; call++) {
        assertEquals(
            "[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]", service.get("/api/hanoi?n=3").body());
      }
      String where = seconds > 0 ? "behind" : "ahead of";
      Await.until("the warning", () -> warnings(engine) == 1);
      assertTrue(engine.log().contains(where + " this one"), engine.log());
      assertEquals(1, warnings(engine), engine.log());
    }
  }

  private static long warnings(Engine engine) {
    return engine.log().lines().filter(line -> line.contains("the clock of a caller is")).count();
  }

  /** How far the clock by which the engine wrote its first line is ahead of this one. */
  private static Duration ahead(Engine engine) {
    String line = engine.log().lines().findFirst().orElseThrow();
    return Duration.between(Instant.now(), Instant.parse(line.substring(0, line.indexOf(' '))));
  }
}
