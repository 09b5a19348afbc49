package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerSubscription;
import pagoda.broker.MessageTrace;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.ServedRequest;
import pagoda.testing.Await;

/** What a caller may rely on, whatever the transport. */
abstract class RpcContract extends BrokerFixture {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void replyComesBackWithTypeAndHeaders() throws Exception {
    serve(
        2,
        request ->
            new RpcReply(
                request.body(),
                "application/json",
                Map.of("seen", request.type() + "|" + request.contentType())));
    RpcReply reply = client.ask(request("[1]").withType("sum").withContentType("text/x")).orThrow();
    assertEquals("[1]", reply.text());
    assertEquals("application/json", reply.contentType());
    assertEquals("sum|text/x", reply.headers().get("seen"));
  }

  @Test
  void handlerSeesWhatWasAsked() throws Exception {
    AtomicReference<ServedRequest> seen = new AtomicReference<>();
    serve(
        1,
        request -> {
          seen.set(request);
          return RpcReply.of(new byte[0]);
        });
    MessageTrace trace =
        new MessageTrace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b");
    client.ask(request("x").withPriority(77).withHeader("k", "v").withTrace(trace)).orThrow();
    assertEquals(queue, seen.get().queue());
    assertEquals("v", seen.get().headers().get("k"));
    assertEquals(10, seen.get().priority());
    assertEquals(1, seen.get().attempt());
    assertFalse(seen.get().plain());
    assertEquals(Optional.of(trace), seen.get().trace());
    assertTrue(seen.get().timeLeft().compareTo(LONG.plusSeconds(2)) <= 0);
    assertTrue(seen.get().timeLeft().isPositive());
  }

  @Test
  void emptyAndLargeBodiesPass() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    assertEquals(0, client.ask(RpcRequest.of(queue, new byte[0])).orThrow().body().length);
    byte[] large = new byte[1 << 20];
    large[large.length - 1] = 42;
    assertEquals(42, client.ask(RpcRequest.of(queue, large)).orThrow().body()[large.length - 1]);
  }

  @Test
  void scenario1CallWithoutServerEndsAtItsDeadlineAndIsNeverComputed() throws Exception {
    serve(1, request -> RpcReply.of(request.body())).close();
    assertFails(RpcCode.TIMEOUT, client.ask(request("late").withTimeout(SHORT)));
    Gate gate = new Gate();
    gate.open(10);
    serve(1, gate);
    assertEquals("probe", ask("probe"));
    assertEquals(List.of("probe"), gate.entered());
    assertEquals(0, client.snapshot().pending());
  }

  @Test
  void scenario2MissingQueueIsNoRouteAtOnce() throws Exception {
    RpcRequest request = RpcRequest.text("missing." + UUID.randomUUID(), "x");
    assertFails(RpcCode.NO_ROUTE, client.ask(request.withTimeout(Duration.ofDays(1))));
  }

  @Test
  void scenario4ReplyAfterTheDeadlineIsCountedAndForgotten() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    serve(
        1,
        request -> {
          awaitUninterruptibly(release);
          return RpcReply.of(request.body());
        });
    assertFails(RpcCode.TIMEOUT, client.ask(request("slow").withTimeout(SHORT)));
    release.countDown();
    Await.until("the late reply", () -> client.snapshot().lateReplies() == 1);
    assertEquals(0, client.snapshot().pending());
    assertEquals(0, client.snapshot().pendingBytes());
    assertEquals("next", ask("next"));
  }

  @Test
  void scenario14SlowHandlerHoldsUpNeitherOthersNorTheirDeadlines() throws Exception {
    Gate gate = new Gate();
    serve(2, request -> echo(request.body()).equals("slow") ? gate.handle(request) : fast());
    RpcCall slow = client.call(request("slow"));
    gate.awaitEntered(1);
    assertEquals("fast", ask("any"));
    assertFails(RpcCode.TIMEOUT, client.ask(request("slow").withTimeout(SHORT)));
    gate.open(1);
    assertReply("slow", slow.await());
  }

  private static RpcReply fast() {
    return RpcReply.text("fast");
  }

  @Test
  void scenario15ServerTakesNoMoreThanItsPrefetch() throws Exception {
    Gate gate = new Gate();
    RpcServer server = serve(3, gate);
    List<RpcCall> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(client.call(request("call " + i)));
    }
    gate.awaitEntered(3);
    assertEquals(3, server.snapshot().inFlight());
    assertEquals(3, gate.entered().size());
    gate.open(20);
    for (int i = 0; i < 20; i++) {
      assertReply("call " + i, calls.get(i).await());
    }
  }

  @Test
  void scenario28ColdBurstOfFirstCallsAllAnswer() throws Exception {
    serve(4, request -> RpcReply.of(request.body()));
    CountDownLatch start = new CountDownLatch(1);
    RpcClient cold = broker.client();
    List<RpcOutcome> outcomes = new ArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      callers.add(
          Thread.startVirtualThread(() -> {
            try {
              start.await();
              RpcOutcome outcome = cold.ask(request("x"));
              synchronized (outcomes) {
                outcomes.add(outcome);
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }));
    }
    start.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(20, outcomes.size());
    outcomes.forEach(outcome -> assertReply("x", outcome));
  }

  @Test
  void scenario30HigherPriorityOvertakesWhatWaits() throws Exception {
    Gate gate = new Gate();
    serve(1, gate);
    List<RpcCall> calls = new ArrayList<>(List.of(client.call(request("first"))));
    gate.awaitEntered(1);
    for (int priority : new int[] {0, 5, 0, 10, 5}) {
      calls.add(client.call(request("p" + priority).withPriority(priority)));
    }
    awaitWaiting(5);
    gate.open(6);
    for (RpcCall call : calls) {
      call.await().orThrow();
    }
    assertEquals(List.of("first", "p10", "p5", "p5", "p0", "p0"), gate.entered());
  }

  /** Waits until so many requests wait in the queue. */
  abstract void awaitWaiting(int requests) throws Exception;

  @Test
  void scenario31IdsAreRandomAndNeverTheSame() throws Exception {
    serve(2, request -> RpcReply.of(request.body()));
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      RpcCall call = client.call(request("x"));
      assertEquals(4, call.id().version());
      ids.add(call.id());
      call.await();
    }
    assertEquals(100, ids.size());
  }

  @Test
  void twoServersShareTheWork() throws Exception {
    Gate one = new Gate();
    Gate two = new Gate();
    serve(1, one);
    serve(1, two);
    RpcCall a = client.call(request("a"));
    RpcCall b = client.call(request("b"));
    one.awaitEntered(1);
    two.awaitEntered(1);
    assertNotEquals(one.entered(), two.entered());
    one.open(1);
    two.open(1);
    assertReply("a", a.await());
    assertReply("b", b.await());
  }

  @Test
  void outcomeStageCompletesOnAThreadThatMayBlock() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    RpcOutcome[] nested = new RpcOutcome[1];
    client
        .call(request("a"))
        .outcome()
        .thenAccept(_ -> {
          try {
            nested[0] = client.ask(request("b"));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        })
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    assertReply("b", nested[0]);
  }

  @Test
  void subscriptionHearsUntilItIsClosed() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    EventLog log = new EventLog();
    BrokerSubscription first = broker.subscribe(log);
    BrokerSubscription second = broker.subscribe(log);
    first.close();
    first.close();
    ask("x");
    Await.until("one event", () -> log.of(BrokerEvent.CallEnded.class).size() == 1);
    second.close();
    ask("y");
    Await.until("both calls", () -> events.of(BrokerEvent.CallEnded.class).size() == 2);
    assertEquals(1, log.of(BrokerEvent.CallEnded.class).size());
  }

  @Test
  void eventsTellHowCallsEnded() throws Exception {
    serve(1, request -> RpcReply.of(request.body()));
    ask("x");
    Await.until("an event", () -> events.of(BrokerEvent.CallEnded.class).size() == 1);
    client.ask(RpcRequest.text("missing." + UUID.randomUUID(), "x"));
    Await.until("both events", () -> events.of(BrokerEvent.CallEnded.class).size() == 2);
    List<BrokerEvent.CallEnded> ended = events.of(BrokerEvent.CallEnded.class);
    assertEquals(Optional.empty(), ended.get(0).failure());
    assertEquals(1, ended.get(0).attempts());
    assertEquals(queue, ended.get(0).queue());
    assertEquals(Optional.of(RpcCode.NO_ROUTE), ended.get(1).failure());
    Await.until("its event", () -> events.of(BrokerEvent.RequestServed.class).size() == 1);
  }

  @Test
  void closedBrokerRefusesNewClientsAndServers() {
    broker.close();
    broker.close();
    assertFalse(broker.ready());
    assertThrows(IllegalStateException.class, () -> broker.client());
    assertThrows(
        IllegalStateException.class,
        () -> broker.serve(queue, RpcServerOptions.defaults(), _ -> RpcReply.text("")));
  }
}
