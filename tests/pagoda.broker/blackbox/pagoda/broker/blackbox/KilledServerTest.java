package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcCall;
import pagoda.broker.nodes.RabbitNode;

/** A server's process is killed while it works. */
class KilledServerTest extends BrokerFixture {

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()), listener);
  }

  @Test
  void scenario16RequestOfAKilledServerIsAnsweredByAnother() throws Exception {
    serve(1, _ -> null).close(); // so that the queue is there
    RpcCall call = client.call(request("x"));
    Process engine = startEngine();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(engine.getInputStream(), UTF_8))) {
      assertEquals("took a request", output.readLine());
      Gate gate = new Gate();
      gate.open(1);
      serve(1, gate);
      engine.destroyForcibly().waitFor();
      assertReply("x", call.await());
      assertEquals(2, gate.last().attempt());
      assertEquals(0, client.snapshot().resent());
    } finally {
      engine.destroyForcibly();
    }
  }

  private Process startEngine() throws Exception {
    String module = EngineMain.class.getModule().getName();
    return new ProcessBuilder(
            System.getProperty("pagoda.jdk") + "/bin/java",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-p",
            System.getProperty("jdk.module.path"),
            "-m",
            module + "/" + EngineMain.class.getName(),
            RabbitNode.shared().url(),
            queue)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
