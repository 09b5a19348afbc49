package pagoda.broker.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
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
    Model model = new Model(calls(10, 200));
    for (int step = 0; step < 3000; step++) {
      if (random.nextInt(3) > 0) {
        model.admit(random.nextInt(60));
      } else if (!model.pending.isEmpty()) {
        model.answerTheOldest(random.nextBoolean());
      }
      assertEquals(model.pending.size(), model.calls.snapshot().pending());
      assertEquals(model.bytes, model.calls.snapshot().pendingBytes());
    }
    assertEquals(model.late, model.calls.snapshot().lateReplies());
    assertEquals(model.duplicate, model.calls.snapshot().duplicateReplies());
    assertEquals(model.late + model.duplicate, ended.get());
  }

  /** What ten calls of 200 bytes together must come to. */
  private static final class Model {
    private final PendingCalls calls;
    private final Map<String, PendingCall> pending = new LinkedHashMap<>();
    private long bytes;
    private long late;
    private long duplicate;

    Model(PendingCalls calls) {
      this.calls = calls;
    }

    void admit(int size) throws Exception {
      PendingCall call = calls.admit(request(size));
      boolean fits = pending.size() < 10 && bytes + size <= 200;
      assertEquals(!fits, call.done());
      if (fits) {
        pending.put(call.key(), call);
        bytes += size;
      } else {
        assertEquals(RpcCode.OVERLOADED, ((RpcFailure) call.await()).code());
      }
    }

    /** Once as it should be, and once again, which only counts. */
    void answerTheOldest(boolean byReply) throws Exception {
      PendingCall call = pending.values().iterator().next();
      RpcOutcome outcome = byReply ? RpcReply.text("r") : RpcFailure.of(RpcCode.INTERNAL, "f");
      calls.answer(call.key(), outcome);
      assertEquals(outcome, call.await());
      pending.remove(call.key());
      bytes -= call.request().body().length;
      calls.answer(call.key(), RpcReply.text("again"));
      late += byReply ? 0 : 1;
      duplicate += byReply ? 1 : 0;
    }
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
