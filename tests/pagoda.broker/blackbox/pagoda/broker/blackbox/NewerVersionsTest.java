package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.broker.AmqpOptions;
import pagoda.broker.AmqpTimes;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;
import pagoda.broker.QueueDeclare;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcReply;
import pagoda.broker.nodes.FakeBroker;
import pagoda.broker.nodes.FakeBroker.Published;
import pagoda.testing.Await;

/** What RabbitMQ 4 does and 3.10 does not, played by a fake. */
class NewerVersionsTest extends BrokerFixture {
  private final FakeBroker fake = new FakeBroker();

  private AmqpOptions options() {
    return AmqpOptions.parse(fake.url());
  }

  @Override
  Broker connect(BrokerListener listener) {
    AmqpTimes times = AmqpTimes.defaults().withConfirm(Duration.ofSeconds(1));
    return Broker.amqp(options().withTimes(times), listener);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void callsPass() throws Exception {
    serve(2, request -> RpcReply.of(request.body()));
    assertEquals("x", ask("x"));
    assertEquals(300_000, ask("y".repeat(300_000)).length());
  }

  @Test
  void refusedTransientQueueIsSaidWithTheRemedy() throws Exception {
    fake.refuseTransientQueues();
    AmqpOptions original = options().withQueueDeclare(QueueDeclare.ORIGINAL);
    try (Broker refused = Broker.amqp(original)) {
      refused.serve(
          queue,
          pagoda.broker.RpcServerOptions.defaults().withPrefetch(1),
          request -> RpcReply.of(request.body()));
      Await.until(
          "the remedy",
          () ->
              refused
                  .link()
                  .lastError()
                  .contains("deprecated_features.permit.transient_nonexcl_queues = true"));
      assertEquals(LinkState.CONNECTING, refused.link().state());
      assertEquals(1, refused.link().lastError().lines().count());
    }
  }

  @Test
  void scenario18ReplyAboveTheLimitOfVersion4IsTooLarge() throws Exception {
    fake.maxMessageBytes(1 << 20);
    serve(1, _ -> RpcReply.of(new byte[(1 << 20) + 1]));
    RpcCall call = client.call(request("x").withIdempotent(true));
    assertFails(RpcCode.TOO_LARGE, call.await());
  }

  @Test
  void scenario23ConsumerTheBrokerCancelsComesBack() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    assertEquals("x", ask("x"));
    fake.cancelConsumer(queue);
    Await.until("a new epoch", () -> broker.link().epoch() == 2 && broker.ready());
    assertTrue(broker.link().lastError().contains("cancelled the consumer"));
    assertEquals("y", ask("y"));
  }

  @Test
  void scenario13BrokerThatNeverConfirmsIsTakenForDead() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    fake.confirm(false);
    assertReply("x", client.ask(request("x").withIdempotent(true)));
    Await.until("a new epoch", () -> broker.link().epoch() >= 2);
    assertTrue(broker.link().lastError().contains("has not confirmed"));
    fake.confirm(true);
    awaitReady();
    assertEquals("y", ask("y"));
  }

  @Test
  void scenario19ReplyToAnOwnQueueIsMandatory() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    assertEquals("x", ask("x"));
    List<Published> replies =
        fake.published().stream().filter(p -> p.routingKey().startsWith("pagoda.reply.")).toList();
    assertFalse(replies.isEmpty());
    assertTrue(replies.stream().allMatch(Published::mandatory), "an own reply queue is exact");
  }
}
