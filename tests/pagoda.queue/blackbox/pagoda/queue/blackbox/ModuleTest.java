package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.queue.JobQueue;
import pagoda.testing.ModuleContract;
import pagoda.testing.ModuleExample;

class ModuleTest {
  private final Module module = JobQueue.class.getModule();

  @Test
  void exportsItsApiOnly() {
    ModuleContract.exportsExactly(
        module,
        Set.of(
            "pagoda.queue",
            "pagoda.queue.lease",
            "pagoda.queue.operation",
            "pagoda.queue.store to [pagoda.queue.postgres]"));
  }

  @Test
  void requiresJdbcAndSqliteOnly() {
    ModuleContract.requiresExactly(module, Set.of("java.sql", "org.xerial.sqlitejdbc"));
  }

  @Test
  void exampleRunsWithItsOwnJarsAlone() throws Exception {
    String output = ModuleExample.run("pagoda.queue", "sqlite-jdbc", "slf4j-api");
    assertEquals("Hello, Pagoda", output.lines().reduce((first, last) -> last).orElseThrow());
  }
}
