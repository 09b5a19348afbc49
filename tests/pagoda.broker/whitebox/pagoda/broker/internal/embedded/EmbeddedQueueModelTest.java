package pagoda.broker.internal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcClientOptions;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServer;
import pagoda.broker.RpcServerOptions;
import pagoda.broker.ServedRequest;
import pagoda.testing.Await;
import pagoda.testing.Seed;

/**
 * Random calls, ends, cancels, expiries, and servers that come and go, against {@link QueueModel}.
 * After each step exactly those requests run that the model says, each for as many times.
 */
class EmbeddedQueueModelTest {
  private static final String QUEUE = "q";
  private static final int STEPS = 2000;
  private static final int MAX_SERVERS = 3;
  private static final int MAX_CALLS = 40;

  private final Map<QueueModel.Run, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Map<String, RpcCall> calls = new ConcurrentHashMap<>();
  private final List<Serving> servers = new ArrayList<>();
  private final QueueModel model = new QueueModel();
  private int made;

  /** A server and what runs there. */
  private record Serving(RpcServer server, int prefetch, Set<QueueModel.Run> runs) {}

  @Test
  void requestsRunByPriorityThenArrivalWhateverHappens() throws Exception {
    Random random = Seed.random("EmbeddedQueueModelTest");
    EmbeddedBroker broker = new EmbeddedBroker();
    open(broker, 1); // so that the queue is there
    RpcClient client = broker.newClient(RpcClientOptions.defaults());
    for (int step = 0; step < STEPS; step++) {
      String done = step(broker, client, random);
      String what = "step %d, %s: %s".formatted(step, done, model);
      try {
        Await.until(what, () -> gates.keySet().equals(model.running()));
      } catch (AssertionError e) {
        throw new AssertionError(what + ", but there run " + gates.keySet(), e);
      }
    }
    client.close();
    for (RpcCall call : calls.values()) {
      assertEquals(RpcCode.CANCELLED, code(call.await()));
    }
    Await.until("every handler to be stopped", gates::isEmpty);
    broker.close();
  }

  private RpcOutcome handle(ServedRequest request, Set<QueueModel.Run> runs)
      throws InterruptedException {
    QueueModel.Run run = new QueueModel.Run(new String(request.body(), UTF_8), request.attempt());
    CountDownLatch gate = new CountDownLatch(1);
    runs.add(run);
    gates.put(run, gate);
    try {
      gate.await();
      return RpcReply.of(request.body());
    } finally {
      runs.remove(run);
      gates.remove(run);
    }
  }

  private static RpcCode code(RpcOutcome outcome) {
    return outcome instanceof RpcFailure failure ? failure.code() : null;
  }

  private String step(EmbeddedBroker broker, RpcClient client, Random random) throws Exception {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> calls.size() < MAX_CALLS ? offer(client, random.nextInt(11)) : "full";
      case 3, 4 -> model.anyRunning(random).map(this::finish).orElse("none runs");
      case 5 -> model.anyRunning(random).map(run -> cancel(run.key())).orElse("none runs");
      case 6 -> model.anyWaiting(random).map(this::cancel).orElse("none waits");
      case 7 -> model.room() == 0 ? expire(client, random.nextInt(11)) : "room";
      case 8 -> servers.size() < MAX_SERVERS ? open(broker, 1 + random.nextInt(3)) : "enough";
      default -> servers.isEmpty() ? "no server" : close(random.nextInt(servers.size()));
    };
  }

  private String offer(RpcClient client, int priority) {
    String key = "call" + made++;
    model.offer(key, priority);
    RpcRequest request = RpcRequest.text(QUEUE, key).withTimeout(Duration.ofMinutes(5));
    calls.put(key, client.call(request.withPriority(priority)));
    return "offer " + key + " at " + priority;
  }

  /** Waits until its deadline in a queue whose servers have no room, and is never seen again. */
  private String expire(RpcClient client, int priority) throws InterruptedException {
    String key = "call" + made++;
    RpcRequest request = RpcRequest.text(QUEUE, key).withTimeout(Duration.ofMillis(1));
    assertEquals(RpcCode.TIMEOUT, code(client.ask(request.withPriority(priority))));
    return "expire " + key;
  }

  private String finish(QueueModel.Run run) {
    gates.get(run).countDown();
    model.end(run.key());
    assertEquals(run.key(), ((RpcReply) ended(run.key())).text());
    return "finish " + run.key();
  }

  private String cancel(String key) {
    calls.get(key).cancel();
    model.end(key);
    assertEquals(RpcCode.CANCELLED, code(ended(key)));
    return "cancel " + key;
  }

  private RpcOutcome ended(String key) {
    try {
      return calls.remove(key).await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String open(EmbeddedBroker broker, int prefetch) {
    Set<QueueModel.Run> runs = ConcurrentHashMap.newKeySet();
    model.open(prefetch);
    RpcServerOptions options = RpcServerOptions.defaults().withPrefetch(prefetch);
    servers.add(
        new Serving(
            broker.serve(QUEUE, options, request -> handle(request, runs)), prefetch, runs));
    return "open " + prefetch;
  }

  /** Only if all it gives back can run elsewhere, or none: they come back in any order. */
  private String close(int index) {
    Serving closing = servers.get(index);
    Set<QueueModel.Run> runs = Set.copyOf(closing.runs());
    int roomElsewhere = model.room() - (closing.prefetch() - runs.size());
    if (roomElsewhere > 0 && roomElsewhere < runs.size()) {
      return "leave open";
    }
    servers.remove(index);
    closing.server().drain(Duration.ZERO);
    model.close(closing.prefetch(), runs);
    return "close " + closing.prefetch();
  }
}
