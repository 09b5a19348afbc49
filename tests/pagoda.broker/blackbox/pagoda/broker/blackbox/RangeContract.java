package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.broker.RangePlan;
import pagoda.broker.RangeReader;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcException;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.ServedRequest;
import pagoda.testing.Await;

/** How a large answer is read range by range, whatever the transport. */
abstract class RangeContract extends BrokerFixture {
  private final AtomicInteger served = new AtomicInteger();

  /** Answers "from,count" with the numbers from..from+count-1, a space after each. */
  private RpcOutcome numbers(ServedRequest request) {
    served.incrementAndGet();
    String[] range = echo(request.body()).split(",", -1);
    long from = Long.parseLong(range[0]);
    StringBuilder numbers = new StringBuilder();
    for (long i = from; i < from + Long.parseLong(range[1]); i++) {
      numbers.append(i).append(' ');
    }
    return RpcReply.text(numbers.toString());
  }

  private RangeReader read(RangePlan plan) {
    return client.read(plan, (from, count) -> RpcRequest.text(queue, from + "," + count));
  }

  private static String all(RangeReader reader) throws InterruptedException {
    StringBuilder text = new StringBuilder();
    for (Optional<RpcReply> next = reader.next(); next.isPresent(); next = reader.next()) {
      text.append(next.get().text());
    }
    return text.toString();
  }

  private static String expected(int from, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      text.append(i).append(' ');
    }
    return text.toString();
  }

  @Test
  void rangesArriveInOrderAndAreCutAsPlanned() throws Exception {
    serve(3, this::numbers);
    try (RangeReader reader = read(RangePlan.of(7, 1001, 10))) {
      assertEquals(expected(7, 1001), all(reader));
      assertEquals(Optional.empty(), reader.next());
      assertEquals(0, reader.repeated());
    }
    assertEquals(101, served.get());
  }

  @Test
  void nothingIsAskedForNothing() throws Exception {
    try (RangeReader reader = read(RangePlan.of(1, 0, 10))) {
      assertEquals(Optional.empty(), reader.next());
    }
    assertEquals(0, client.snapshot().calls());
  }

  @Test
  void slowReaderHasNoMoreThanItsWindowAskedFor() throws Exception {
    serve(8, this::numbers);
    try (RangeReader reader = read(RangePlan.of(0, 100, 1))) {
      reader.next();
      Await.until("the window to be served", () -> served.get() == 4);
      assertEquals(4, client.snapshot().calls());
      reader.next();
      assertEquals(5, client.snapshot().calls());
    }
  }

  @Test
  void scenario16LostRangeIsAskedForAgain() throws Exception {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    serve(
        4,
        request -> {
          String range = echo(request.body());
          int seen = tries.computeIfAbsent(range, _ -> new AtomicInteger()).incrementAndGet();
          return seen == 1 && range.startsWith("3")
              ? RpcFailure.of(RpcCode.INTERNAL, "lost")
              : numbers(request);
        });
    try (RangeReader reader = read(RangePlan.of(0, 45, 1))) {
      assertEquals(expected(0, 45), all(reader));
      assertEquals(11, reader.repeated(), "3 and 30 to 39");
    }
  }

  @Test
  void readerGivesUpAfterItsAttempts() throws Exception {
    serve(
        1,
        _ -> {
          served.incrementAndGet();
          return RpcFailure.of(RpcCode.INTERNAL, "always");
        });
    try (RangeReader reader = read(new RangePlan(0, 1, 1, 1, 3))) {
      RpcException thrown = assertThrows(RpcException.class, reader::next);
      assertEquals(RpcCode.INTERNAL, thrown.failure().code());
      assertThrows(IllegalStateException.class, reader::next);
    }
    assertEquals(3, served.get());
  }

  @Test
  void badRangeIsNotRepeated() throws Exception {
    serve(
        1,
        _ -> {
          served.incrementAndGet();
          return RpcFailure.of(RpcCode.TOO_LARGE, "no");
        });
    try (RangeReader reader = read(new RangePlan(0, 9, 1, 1, 5))) {
      assertThrows(RpcException.class, reader::next);
    }
    assertEquals(1, served.get());
  }

  @Test
  void rangeLargerThanAllowedIsRefused() throws Exception {
    serve(1, _ -> RpcReply.of(new byte[RangePlan.MAX_RANGE_BYTES + 1]));
    try (RangeReader reader = read(RangePlan.of(0, 9, 1))) {
      RpcException thrown = assertThrows(RpcException.class, reader::next);
      assertEquals(RpcCode.TOO_LARGE, thrown.failure().code());
    }
  }

  @Test
  void closingTheReaderCancelsWhatItAskedFor() throws Exception {
    Gate gate = new Gate();
    serve(
        4,
        request -> echo(request.body()).startsWith("0,") ? numbers(request) : gate.handle(request));
    RangeReader reader = read(RangePlan.of(0, 100, 1));
    assertTrue(reader.next().isPresent());
    gate.awaitEntered(3);
    reader.close();
    Await.until("the handlers to be interrupted", () -> gate.interrupted().size() == 3);
    assertEquals(0, client.snapshot().pending());
  }
}
