package pagoda.broker.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.internal.limit.Timer;
import pagoda.broker.internal.report.Events;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/** The table of pending calls beside two plain maps. */
class PendingCallsTest {
  private final Timer timer = new Timer();
  private final AtomicInteger ended = new AtomicInteger();

  @AfterEach
  void close() {
    timer.close();
  }

  private PendingCalls calls(int maxPending, int maxBytes) {
    PendingCalls calls =
        new PendingCalls(
            RpcClientOptions.defaults()
                .withMaxPending(maxPending)
                .withMaxPendingBytes(maxBytes)
                .withMaxRequestBytes(100),
            timer,
            new Events());
    calls.carrier(
        new Carrier() {
          @Override
          public void send(PendingCall call) {
            throw new AssertionError("the table does not send");
          }

          @Override
          public void ended(PendingCall call, RpcOutcome outcome) {
            ended.incrementAndGet();
          }

          @Override
          public void close() {
            throw new AssertionError("the table does not close");
          }
        });
    return calls;
  }

  private static RpcRequest request(int bytes) {
    return RpcRequest.of("q", new byte[bytes]).withTimeout(Duration.ofDays(1));
  }

  @Test
  void aServerThatNoticesTheDeadlineFirstIsTheCallersTimeout() throws Exception {
    RpcFailure expired = RpcFailure.of(RpcCode.EXPIRED, "the server was first");
    PendingCalls calls = calls(10, 200);
    PendingCall early = calls.admit(request(1));
    calls.answer(early.key(), expired);
    assertEquals(expired, early.await(), "before the deadline it is the server's word");

    timer.close(); // so that only the answer can end the call
    PendingCall late =
        calls.admit(RpcRequest.of("q", new byte[1]).withTimeout(Duration.ofMillis(1)));
    Await.until("the deadline", () -> System.nanoTime() - late.deadline() >= 0);
    calls.answer(late.key(), expired);
    assertEquals(RpcCode.TIMEOUT, ((RpcFailure) late.await()).code());
  }

  @Test
  void everyCallEndsOnceAndLimitsHold() throws Exception {
    Random random = Seed.random("PendingCallsTest");
    PendingCalls calls = calls(10, 200);
    Map<String, PendingCall> pending = new LinkedHashMap<>();
    Map<String, Boolean> past = new HashMap<>();
    long bytes = 0;
    long late = 0;
    long duplicate = 0;
    for (int step = 0; step < 3000; step++) {
      if (random.nextInt(3) > 0) {
        int size = random.nextInt(60);
        PendingCall call = calls.admit(request(size));
        boolean fits = pending.size() < 10 && bytes + size <= 200;
        assertEquals(!fits, call.done());
        if (fits) {
          pending.put(call.key(), call);
          bytes += size;
        } else {
          assertEquals(RpcCode.OVERLOADED, ((RpcFailure) call.await()).code());
        }
      } else if (!pending.isEmpty()) {
        PendingCall call = pending.values().iterator().next();
        boolean byReply = random.nextBoolean();
        RpcOutcome outcome = byReply ? RpcReply.text("r") : RpcFailure.of(RpcCode.INTERNAL, "f");
        calls.answer(call.key(), outcome);
        assertEquals(outcome, call.await());
        pending.remove(call.key());
        past.put(call.key(), byReply);
        bytes -= call.request().body().length;
        calls.answer(call.key(), RpcReply.text("again"));
        late += byReply ? 0 : 1;
        duplicate += byReply ? 1 : 0;
      }
      assertEquals(pending.size(), calls.snapshot().pending());
      assertEquals(bytes, calls.snapshot().pendingBytes());
    }
    assertEquals(late, calls.snapshot().lateReplies());
    assertEquals(duplicate, calls.snapshot().duplicateReplies());
    assertEquals(past.size(), ended.get());
  }

  @Test
  void amongManyWhoEndACallOneWins() throws Exception {
    for (int round = 0; round < 200; round++) {
      PendingCalls calls = calls(10, 200);
      PendingCall call = calls.admit(request(1));
      CountDownLatch start = new CountDownLatch(1);
      AtomicInteger winners = new AtomicInteger();
      Thread[] threads = new Thread[4];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            Thread.startVirtualThread(() -> {
              try {
                start.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              winners.addAndGet(call.cancel() ? 1 : 0);
            });
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(1, winners.get());
      assertTrue(call.done());
      assertEquals(0, calls.snapshot().pending());
    }
  }
}
