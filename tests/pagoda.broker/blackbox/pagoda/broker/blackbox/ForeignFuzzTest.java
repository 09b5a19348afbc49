package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.ServedRequest;
import pagoda.broker.nodes.RabbitNode;
import pagoda.broker.nodes.RawProperties;
import pagoda.broker.nodes.RawPublisher;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/**
 * Random messages under every policy that an operator may set: after each, an innocent caller is
 * answered, the link has not fallen, and there is at most one dead letter, one reply and one line
 * of log more.
 */
class ForeignFuzzTest extends BrokerFixture {
  private static final int MESSAGES = 50;
  private static RabbitNode node;

  private RpcServer server;
  private Rabbit rabbit;
  private RawPublisher publisher;
  private String replies;
  private String dead;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(node.url()), listener);
  }

  @BeforeEach
  void serveNumbers() throws Exception {
    server = serve(2, this::solve);
    rabbit = Rabbit.connect(node);
    publisher = new RawPublisher(node.port());
    replies = rabbit.channel().queueDeclare().getQueue();
    dead = queue + ".dead";
  }

  @AfterEach
  void disconnect() throws Exception {
    publisher.close();
    rabbit.close();
  }

  private RpcOutcome solve(ServedRequest request) {
    return echo(request.body()).matches("[0-9]{1,2}")
        ? RpcReply.of(request.body())
        : RpcFailure.of(RpcCode.BAD_REQUEST, "not a number of discs");
  }

  /** Which queue has the policy, and the policy; NAME stands for the queue of requests. */
  static List<String> policies() {
    return List.of(
        "none",
        "dead {\"max-length\":3,\"overflow\":\"reject-publish\"}",
        "dead {\"max-length\":3,\"overflow\":\"drop-head\"}",
        "dead {\"max-length-bytes\":100,\"overflow\":\"reject-publish\"}",
        "dead {\"max-length\":2,\"dead-letter-exchange\":\"\",\"dead-letter-routing-key\":\"NAME\"}",
        "dead {\"message-ttl\":0,\"dead-letter-exchange\":\"\",\"dead-letter-routing-key\":\"NAME\"}",
        "dead {\"expires\":1}",
        "dead {\"message-ttl\":0}",
        "requests {\"max-length\":1,\"overflow\":\"reject-publish\"}",
        "requests"
            + " {\"message-ttl\":60000,\"dead-letter-exchange\":\"\",\"dead-letter-routing-key\":\"NAME.dead\"}",
        "requests {\"max-length-bytes\":400000,\"overflow\":\"drop-head\"}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void a00_noMessageHarmsAnybody(String policy) throws Exception {
    Random random = Seed.random("ForeignFuzzTest, " + policy);
    set(policy);
    List<String> queues = replyQueues();
    ForeignMessages messages = new ForeignMessages(random, queues, List.of(queue, "nobody"));
    int taken = 0;
    for (int i = 0; i < MESSAGES; i++) {
      RawProperties properties = messages.properties();
      byte[] body = messages.body();
      String what = "message %d, %s with %d bytes".formatted(i, properties, body.length);
      taken += harmless(properties, body, what) ? 1 : 0;
    }
    assertTrue(taken > MESSAGES / 2, "the broker took most of them: " + taken);
  }

  private void set(String policy) throws Exception {
    if (policy.equals("none")) {
      return; // the policies of the other tests are for queues of theirs
    }
    String[] parts = policy.split(" ", 2);
    String name = parts[0].equals("dead") ? dead : queue;
    String pattern = "^" + name.replace(".", "\\.") + "$";
    node.ctl("set_policy", queue, pattern, parts[1].replace("NAME", queue), "--apply-to", "queues");
  }

  /** A queue of each kind that an answer may be asked for in. */
  private List<String> replyQueues() throws IOException {
    Map<String, Object> full = Map.of("x-max-length", 0, "x-overflow", "reject-publish");
    rabbit.channel().queueDeclare(queue + ".full", false, true, true, full);
    Map<String, Object> back = new HashMap<>();
    back.put("x-message-ttl", 0);
    back.put("x-dead-letter-exchange", "");
    back.put("x-dead-letter-routing-key", queue);
    rabbit.channel().queueDeclare(queue + ".back", false, true, true, back);
    rabbit.channel().queueDeclare(queue + ".short", false, false, false, Map.of("x-expires", 1));
    Map<String, Object> stream = Map.of("x-queue-type", "stream");
    rabbit.channel().queueDeclare(queue + ".stream", true, false, false, stream);
    return List.of(
        replies,
        queue + ".full",
        queue + ".back",
        queue + ".short",
        queue + ".stream",
        queue,
        dead);
  }

  private boolean harmless(RawProperties properties, byte[] body, String what) throws Exception {
    long letters = deadLetters();
    int lines = events.lines().size();
    rabbit.channel().queuePurge(replies);
    boolean taken = publisher.publish(queue, properties, body);
    String number = "" + ThreadLocalRandom.current().nextInt(10, 100);
    assertReply(number, innocent(number));
    Await.until(what + " to be settled", this::settled);
    assertReply(number, innocent(number));
    // A message of low priority may have been on its way to the server when it looked settled; by
    // now the server has it, since this caller's request came after it.
    Await.until(what + " to be settled", this::settled);
    assertEquals(1, broker.link().epoch(), () -> what + ": " + broker.link().lastError());
    assertTrue(deadLetters() - letters <= 1, () -> what + ": more than one dead letter");
    List<BrokerEvent> told = events.lines().subList(lines, events.lines().size());
    assertTrue(told.size() <= 1, () -> what + ": more than one line, " + told);
    assertTrue(rabbit.channel().messageCount(replies) <= 1, () -> what + ": more replies");
    return taken;
  }

  /** A caller who asks again while a queue of one place is full. */
  private RpcOutcome innocent(String number) throws InterruptedException {
    RpcOutcome outcome = client.ask(request(number));
    while (outcome instanceof RpcFailure failure && failure.code() == RpcCode.OVERLOADED) {
      outcome = client.ask(request(number));
    }
    return outcome;
  }

  private boolean settled() throws IOException {
    return server.snapshot().inFlight() == 0 && rabbit.channel().messageCount(queue) == 0;
  }

  /** How many dead letters there are; none if the queue is gone. */
  private long deadLetters() throws Exception {
    if (!rabbit.exists(dead)) {
      return 0;
    }
    AMQP.Queue.DeclareOk found = rabbit.channel().queueDeclarePassive(dead);
    return found.getMessageCount();
  }
}
