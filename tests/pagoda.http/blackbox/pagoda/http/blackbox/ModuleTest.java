package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.http.WebServer;
import pagoda.testing.ModuleContract;
import pagoda.testing.ModuleExample;

class ModuleTest {
  private final Module module = WebServer.class.getModule();

  @Test
  void exportsItsApiPackageOnly() {
    ModuleContract.exportsExactly(module, Set.of("pagoda.http"));
  }

  @Test
  void requiresTheJdkServerAndJacksonOnly() {
    ModuleContract.requiresExactly(
        module, Set.of("jdk.httpserver", "transitive tools.jackson.databind"));
  }

  @Test
  void theExampleOfItsDocumentationRunsWithItsOwnJarsOnly() throws Exception {
    String output =
        ModuleExample.run("pagoda.http", "jackson-annotations", "jackson-core", "jackson-databind");
    assertEquals("Hello, Ada", output.strip());
  }
}
