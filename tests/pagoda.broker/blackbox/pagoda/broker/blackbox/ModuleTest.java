package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.broker.Broker;
import pagoda.testing.ModuleContract;
import pagoda.testing.ModuleExample;

class ModuleTest {
  @Test
  void exportsItsApiAndNothingElse() {
    ModuleContract.exportsExactly(Broker.class.getModule(), Set.of("pagoda.broker"));
  }

  @Test
  void requiresOnlyRabbitmqsClient() {
    ModuleContract.requiresExactly(Broker.class.getModule(), Set.of("com.rabbitmq.client"));
  }

  @Test
  void exampleOfTheModuleRuns() throws IOException {
    assertEquals("Hello, Hanoi\n", ModuleExample.run("pagoda.broker", "amqp-client", "slf4j-api"));
  }
}
