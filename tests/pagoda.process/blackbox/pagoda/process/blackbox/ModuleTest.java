package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.process.ProgramRunner;
import pagoda.testing.ModuleContract;
import pagoda.testing.ModuleExample;

class ModuleTest {
  private final Module module = ProgramRunner.class.getModule();

  @Test
  void exportsItsApiOnly() {
    ModuleContract.exportsExactly(module, Set.of("pagoda.process"));
  }

  @Test
  void requiresNothing() {
    ModuleContract.requiresExactly(module, Set.of());
  }

  @Test
  void exampleOfTheModuleRuns() throws IOException {
    assertEquals("completed: HELLO", ModuleExample.run("pagoda.process").strip());
  }
}
