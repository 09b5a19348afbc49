package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pagoda.broker.BrokerEvent;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcException;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.testing.Await;

/** What happens, whatever the transport, when handlers fail, callers leave and servers close. */
abstract class FailureContract extends BrokerFixture {

  @Test
  void failureReachesTheCallerWithCodeAndAdvice() throws Exception {
    RpcFailure busy =
        new RpcFailure(RpcCode.OVERLOADED, "no room: \"ü\"\n", Duration.ofMillis(1500));
    serve(1, _ -> busy);
    assertEquals(busy, client.ask(request("x")));
  }

  @Test
  void thrownFailureIsTheSameAsAReturnedOne() throws Exception {
    serve(
        1,
        _ -> {
          throw new RpcException(RpcFailure.of(RpcCode.TOO_LARGE, "n is 99"));
        });
    assertFails(RpcCode.TOO_LARGE, client.ask(request("x")));
  }

  @Test
  void anyOtherExceptionIsInternalAndKeepsItsTextToItself() throws Exception {
    RpcServer server =
        serve(
            1,
            request -> {
              if (echo(request.body()).equals("bad")) {
                throw new StackOverflowError("secret");
              }
              return null;
            });
    RpcFailure thrown = assertFails(RpcCode.INTERNAL, client.ask(request("bad")));
    assertFalse(thrown.message().contains("secret"));
    assertFails(RpcCode.INTERNAL, client.ask(request("null")));
    List<BrokerEvent.HandlerFailed> failed = events.of(BrokerEvent.HandlerFailed.class);
    assertEquals("secret", failed.getFirst().cause().getMessage());
    assertEquals(2L, server.snapshot().failures().get(RpcCode.INTERNAL));
  }

  @Test
  void scenario17BadRequestIsAnsweredAndPutAway() throws Exception {
    RpcServer server =
        serve(
            1,
            request ->
                echo(request.body()).equals("5")
                    ? RpcReply.text("[]")
                    : RpcFailure.of(RpcCode.BAD_REQUEST, "not a number"));
    assertFails(RpcCode.BAD_REQUEST, client.ask(request("five")));
    Await.until("the dead letter", () -> server.snapshot().deadLettered() == 1);
    assertEquals("not a number", events.awaitFirst(BrokerEvent.DeadLettered.class).reason());
    assertEquals("[]", ask("5"));
  }

  @Test
  void scenario18ReplyLargerThanAllowedIsTooLarge() throws Exception {
    serve(
        RpcServerOptions.defaults().withPrefetch(1).withMaxReplyBytes(10),
        request -> RpcReply.of(new byte[Integer.parseInt(echo(request.body()))]));
    assertFails(RpcCode.TOO_LARGE, client.ask(request("11")));
    assertEquals(10, client.ask(request("10")).orThrow().body().length);
  }

  @Test
  void scenario24CancelStopsWorkThatRuns() throws Exception {
    Gate gate = new Gate();
    AtomicReference<String> action = new AtomicReference<>("");
    RpcServer server =
        serve(
            1,
            request -> {
              request.cancellation().onRequest(() -> action.set("stopped"));
              return gate.handle(request);
            });
    RpcCall call = client.call(request("x"));
    gate.awaitEntered(1);
    assertFalse(gate.last().cancellation().requested());
    assertTrue(call.cancel());
    assertFails(RpcCode.CANCELLED, call.await());
    assertFalse(call.cancel());
    Await.until("the interrupt", () -> gate.interrupted().equals(List.of("x")));
    assertEquals("stopped", action.get());
    assertTrue(gate.last().cancellation().requested());
    Await.until("the place is free", () -> server.snapshot().inFlight() == 0);
    assertEquals(1, server.snapshot().cancelled());
    assertEquals(0, client.snapshot().lateReplies());
  }

  @Test
  void scenario24CancelledRequestThatWaitsIsNeverStarted() throws Exception {
    Gate gate = new Gate();
    RpcServer server = serve(1, gate);
    RpcCall first = client.call(request("first"));
    gate.awaitEntered(1);
    RpcCall second = client.call(request("second"));
    RpcCall third = client.call(request("third"));
    second.cancel();
    awaitCancelSeen(server);
    gate.open(3);
    assertReply("first", first.await());
    assertReply("third", third.await());
    assertEquals(List.of("first", "third"), gate.entered());
  }

  /** Waits until a cancel that was just sent has come to the server. */
  abstract void awaitCancelSeen(RpcServer server) throws Exception;

  @Test
  void interruptOfTheAskingThreadCancelsTheCall() throws Exception {
    Gate gate = new Gate();
    serve(1, gate);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.startVirtualThread(() -> {
          try {
            client.ask(request("x"));
          } catch (InterruptedException e) {
            thrown.set(e);
          }
        });
    gate.awaitEntered(1);
    caller.interrupt();
    caller.join();
    assertEquals(InterruptedException.class, thrown.get().getClass());
    Await.until("the handler to be interrupted", () -> gate.interrupted().size() == 1);
    assertEquals(0, client.snapshot().pending());
    gate.open(1);
    assertEquals("the link lives", ask("the link lives"));
  }

  @Test
  void scenario3DeadlineStopsWorkThatRuns() throws Exception {
    Gate gate = new Gate();
    RpcServer server = serve(1, gate);
    RpcOutcome outcome = client.ask(request("x").withTimeout(Duration.ofMillis(500)));
    RpcCode code = assertInstanceOf(RpcFailure.class, outcome).code();
    assertTrue(code == RpcCode.TIMEOUT || code == RpcCode.EXPIRED, "client or server is first");
    Await.until("the interrupt", () -> gate.interrupted().equals(List.of("x")));
    Await.until("the place is free", () -> server.snapshot().inFlight() == 0);
    assertEquals(1, server.snapshot().expired());
  }

  @Test
  void handlerLimitStopsWorkWhateverTheCallerSays() throws Exception {
    Gate gate = new Gate();
    serve(
        RpcServerOptions.defaults().withPrefetch(1).withHandlerLimit(Duration.ofMillis(200)), gate);
    assertFails(RpcCode.EXPIRED, client.ask(request("x")));
  }

  @Test
  void scenario27DrainFinishesWhatRunsAndLeavesTheRestToOthers() throws Exception {
    Gate gate = new Gate();
    RpcServer server = serve(2, gate);
    RpcCall one = client.call(request("one"));
    RpcCall two = client.call(request("two"));
    gate.awaitEntered(2);
    RpcCall three = client.call(request("three"));
    Thread drain = Thread.startVirtualThread(() -> assertTrue(server.drain(LONG)));
    Await.until("no more requests to come", () -> !server.snapshot().consuming());
    gate.open(2);
    assertReply("one", one.await());
    assertReply("two", two.await());
    drain.join();
    assertEquals(2, gate.entered().size());
    serve(1, request -> RpcReply.of(request.body()));
    assertReply("three", three.await());
  }

  @Test
  void scenario27DrainThatTakesTooLongHandsOver() throws Exception {
    Gate gate = new Gate();
    RpcServer server = serve(1, gate);
    RpcCall call = client.call(request("x"));
    gate.awaitEntered(1);
    assertFalse(server.drain(Duration.ofMillis(100)));
    Await.until("the handler to be interrupted", () -> gate.interrupted().size() == 1);
    AtomicReference<Integer> attempt = new AtomicReference<>();
    serve(
        1,
        request -> {
          attempt.set(request.attempt());
          return RpcReply.of(request.body());
        });
    assertReply("x", call.await());
    assertEquals(2, attempt.get());
    assertTrue(server.drain(Duration.ZERO), "draining again finds nothing left");
  }

  @Test
  void handlerThatOutlivesItsServerDoesNoHarm() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    RpcServer server =
        serve(
            1,
            request -> {
              awaitUninterruptibly(release);
              ended.countDown();
              return RpcReply.of(request.body());
            });
    RpcCall call = client.call(request("x"));
    Await.until("the handler to run", () -> server.snapshot().inFlight() == 1);
    assertFalse(server.drain(Duration.ofMillis(10)));
    serve(1, request -> RpcReply.of(request.body()));
    assertReply("x", call.await());
    release.countDown();
    assertTrue(ended.await(60, TimeUnit.SECONDS));
    for (int i = 0; i < 100; i++) {
      assertEquals("y", ask("y"));
    }
    assertEquals(1, broker.link().epoch());
    assertEquals(0, client.snapshot().duplicateReplies());
  }

  @Test
  void closingTheClientCancelsItsCalls() throws Exception {
    Gate gate = new Gate();
    serve(1, gate);
    RpcClient own = broker.newClient(RpcClientOptions.defaults());
    RpcCall call = own.call(request("x"));
    gate.awaitEntered(1);
    own.close();
    assertFails(RpcCode.CANCELLED, call.await());
    Await.until("the handler to be interrupted", () -> gate.interrupted().size() == 1);
    assertFails(RpcCode.CANCELLED, own.ask(request("y")));
    own.close();
  }

  @Test
  void closingTheBrokerEndsEveryCall() throws Exception {
    serve(1, request -> RpcReply.of(request.body())).close();
    RpcCall call = client.call(request("x"));
    CountDownLatch closed = new CountDownLatch(1);
    Thread.startVirtualThread(() -> {
      broker.close();
      closed.countDown();
    });
    assertFails(RpcCode.CANCELLED, call.await());
    assertTrue(closed.await(60, TimeUnit.SECONDS));
    assertFails(RpcCode.CANCELLED, client.ask(request("y")));
  }

  @Test
  void tooManyActionsOnACancellationAreRefused() throws Exception {
    serve(
        1,
        request -> {
          for (int i = 0; i < 16; i++) {
            request.cancellation().onRequest(() -> {});
          }
          assertThrows(
              IllegalStateException.class, () -> request.cancellation().onRequest(() -> {}));
          return RpcReply.text("refused");
        });
    assertEquals("refused", ask("x"));
  }
}
