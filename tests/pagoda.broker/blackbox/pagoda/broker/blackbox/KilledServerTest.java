package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcReply;
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

  @Test
  void a02_requestsWithAUserIdAreServedAfterTheirServerWasKilled() throws Exception {
    serve(1, _ -> null).close(); // so that the queue is there
    try (Rabbit rabbit = Rabbit.connect(RabbitNode.shared())) {
      String user = queue;
      RabbitNode.shared().ctl("add_user", user, "secret");
      RabbitNode.shared().ctl("set_permissions", user, ".*", ".*", ".*");
      try (Rabbit alice = Rabbit.connect(RabbitNode.shared().port(), user, "secret")) {
        String replies = rabbit.channel().queueDeclare().getQueue();
        killAServerOf(alice, user, replies);
        Queue<String> kept = new ConcurrentLinkedQueue<>();
        serve(
            2,
            request -> {
              kept.add(request.headers().getOrDefault("mine", "lost"));
              return RpcReply.of(request.body());
            });
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 12; i++) {
          answers.add(echo(rabbit.take(replies).getBody()));
        }
        assertEquals(12, answers.size());
        assertEquals(Set.of("kept"), Set.copyOf(kept), "its own headers come along");
        assertEquals("x", ask("x"));
        assertEquals(1, broker.link().epoch(), () -> broker.link().lastError());
      } finally {
        RabbitNode.shared().ctl("delete_user", user);
      }
    }
  }

  /** Twelve requests, of which a process has taken two when it is killed. */
  private void killAServerOf(Rabbit caller, String user, String replies) throws Exception {
    Process engine = startEngine();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(engine.getInputStream(), UTF_8))) {
      BasicProperties properties =
          new BasicProperties.Builder()
              .userId(user)
              .replyTo(replies)
              .headers(Map.of("CC", List.of("nowhere." + queue), "mine", "kept"))
              .build();
      for (int i = 0; i < 12; i++) {
        caller.send(queue, properties, ("" + i).getBytes(UTF_8));
      }
      assertEquals("took a request", output.readLine());
      assertEquals("took a request", output.readLine());
      engine.destroyForcibly().waitFor();
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
