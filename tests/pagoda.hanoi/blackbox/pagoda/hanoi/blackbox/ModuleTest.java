package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.Answer;
import pagoda.testing.ModuleContract;
import pagoda.testing.ModuleExample;

class ModuleTest {
  private final Module module = Answer.class.getModule();

  @Test
  void exportsItsApiOnly() {
    ModuleContract.exportsExactly(module, Set.of("pagoda.hanoi"));
  }

  @Test
  void requiresNothingButJavaBase() {
    ModuleContract.requiresExactly(module, Set.of());
  }

  @Test
  void exampleOfTheModuleRuns() throws IOException {
    List<String> lines = ModuleExample.run("pagoda.hanoi").strip().lines().toList();
    assertEquals("[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]", lines.get(0));
    assertTrue(lines.get(1).matches("[0-2,\\[\\]]{9}"), lines.get(1));
    assertEquals(2, lines.size());
  }
}
