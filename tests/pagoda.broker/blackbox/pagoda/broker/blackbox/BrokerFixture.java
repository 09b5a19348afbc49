package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;

/** A broker, a client and a queue of its own for each test. */
abstract class BrokerFixture {
  static final Duration LONG = Duration.ofSeconds(60);

  final EventLog events = new EventLog();
  final String queue = "test." + UUID.randomUUID();
  Broker broker;
  RpcClient client;

  abstract Broker connect(BrokerListener listener) throws Exception;

  @BeforeEach
  void open() throws Exception {
    broker = connect(events);
    client = broker.client();
    awaitReady();
  }

  @AfterEach
  void close() {
    broker.close();
  }

  void awaitReady() throws InterruptedException {
    assertTrue(broker.awaitReady(LONG), () -> "not ready: " + broker.link());
  }

  RpcServer serve(int prefetch, RpcHandler handler) throws InterruptedException {
    return serve(RpcServerOptions.defaults().withPrefetch(prefetch), handler);
  }

  RpcServer serve(RpcServerOptions options, RpcHandler handler) throws InterruptedException {
    RpcServer server = broker.serve(queue, options, handler);
    awaitReady();
    return server;
  }

  RpcRequest request(String text) {
    return RpcRequest.text(queue, text).withTimeout(LONG);
  }

  String ask(String text) throws InterruptedException {
    return client.ask(request(text)).orThrow().text();
  }

  static String echo(byte[] body) {
    return new String(body, UTF_8);
  }

  static RpcFailure assertFails(RpcCode code, RpcOutcome outcome) {
    RpcFailure failure = assertInstanceOf(RpcFailure.class, outcome);
    assertEquals(code, failure.code(), failure.message());
    return failure;
  }

  static void assertReply(String text, RpcOutcome outcome) {
    assertEquals(text, assertInstanceOf(RpcReply.class, outcome, outcome::toString).text());
  }

  /** Waits for a latch as a handler does that does not heed interrupts. */
  static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        assertTrue(latch.await(60, TimeUnit.SECONDS), "nobody released the handler");
      } catch (InterruptedException e) {
        Thread.onSpinWait(); // that is what this handler is like
      }
    }
  }
}
