package pagoda.http.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import pagoda.http.attacks.StrictnessContract;
import pagoda.http.attacks.Target;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictnessTest extends StrictnessContract {
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    server = TestServer.start(o -> o.withHostNames(Set.of("pagoda.test")));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected Target target() {
    return TestRoutes.target(server.server.port());
  }

  @Test
  void aQueryOfAnOrdinaryRequestIsStrictlyDecoded() throws IOException {
    assertEquals(200, server.get("/hello?x=%C3%BC&y=a+b").status());
  }
}
