package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.breaker.CircuitBreaker;
import pagoda.testing.ModuleContract;
import pagoda.testing.ModuleExample;

class ModuleTest {
  private final Module module = CircuitBreaker.class.getModule();

  @Test
  void exportsItsApiOnly() {
    ModuleContract.exportsExactly(module, Set.of("pagoda.breaker"));
  }

  @Test
  void requiresNothingButTheFlightRecorderIfItIsThere() {
    ModuleContract.requiresExactly(module, Set.of("static jdk.jfr"));
  }

  @Test
  void exampleOfTheModuleRuns() throws IOException {
    assertEquals(
        List.of("a quote, Closed (failures: 0)", "an old quote"),
        ModuleExample.run("pagoda.breaker").strip().lines().toList());
  }
}
