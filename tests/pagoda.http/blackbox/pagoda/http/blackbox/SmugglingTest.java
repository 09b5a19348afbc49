package pagoda.http.blackbox;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import pagoda.http.attacks.SmugglingContract;
import pagoda.http.attacks.Target;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest extends SmugglingContract {
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Target target() {
    return TestRoutes.target(server.server.port());
  }
}
