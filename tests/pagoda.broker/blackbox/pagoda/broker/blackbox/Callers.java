package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.testing.Await;

/**
 * Callers that ask one question after the other, each a different one, and check every answer and
 * how long it took.
 */
final class Callers implements AutoCloseable {
  /** By how much a loaded machine may wake a caller too late. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final RpcClient client;
  private final RpcRequest request;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong questions = new AtomicLong();
  private final LongAdder replies = new LongAdder();
  private final Map<RpcCode, LongAdder> failures = new TreeMap<>();
  private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  private Callers(RpcClient client, RpcRequest request) {
    this.client = client;
    this.request = request;
    for (RpcCode code : RpcCode.values()) {
      failures.put(code, new LongAdder());
    }
  }

  /** Starts so many callers, whose server answers with the text of the question. */
  static Callers start(int count, RpcClient client, RpcRequest request) {
    Callers callers = new Callers(client, request);
    for (int i = 0; i < count; i++) {
      callers.threads.add(Thread.startVirtualThread(callers::run));
    }
    return callers;
  }

  private void run() {
    while (!stopped) {
      String question = "question " + questions.incrementAndGet();
      long start = System.nanoTime();
      try {
        RpcRequest asked =
            RpcRequest.text(request.queue(), question)
                .withTimeout(request.timeout())
                .withIdempotent(request.idempotent());
        note(question, client.ask(asked), Duration.ofNanos(System.nanoTime() - start));
      } catch (InterruptedException e) {
        wrongs.add("interrupted");
        return;
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a refusal costs nothing, so let others run
  private void note(String question, RpcOutcome outcome, Duration took)
      throws InterruptedException {
    if (took.compareTo(request.timeout().plus(SLACK)) > 0) {
      wrongs.add(question + " took " + took);
    }
    switch (outcome) {
      case RpcReply reply -> {
        replies.increment();
        if (!reply.text().equals(question)) {
          wrongs.add(question + " got the answer " + reply.text());
        }
      }
      case RpcFailure failure -> {
        failures.get(failure.code()).increment();
        Thread.yield();
      }
    }
  }

  long replies() {
    return replies.sum();
  }

  /** Waits until every caller could have got an answer again, several times over. */
  void awaitProgress() throws Exception {
    long before = replies();
    Await.until("answers", Duration.ofSeconds(60), () -> replies() > before + 4L * threads.size());
  }

  /** How many calls failed, by code. */
  Map<RpcCode, Long> failures() {
    Map<RpcCode, Long> counts = new TreeMap<>();
    failures.forEach((code, count) -> {
      if (count.sum() > 0) {
        counts.put(code, count.sum());
      }
    });
    return counts;
  }

  /** Stops them, and fails if any answer was wrong or late. */
  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        assertTrue(thread.join(request.timeout().plus(SLACK)), "a caller hangs");
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted while callers end", e);
      }
    }
    assertEquals(List.of(), List.copyOf(wrongs));
  }
}
