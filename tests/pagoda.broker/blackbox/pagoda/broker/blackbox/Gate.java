package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.ServedRequest;
import pagoda.testing.Await;

/** A handler that notes each request and holds it until the test lets it through. */
final class Gate implements RpcHandler {
  private final Queue<ServedRequest> entered = new ConcurrentLinkedQueue<>();
  private final Queue<String> interrupted = new ConcurrentLinkedQueue<>();
  private final Semaphore permits = new Semaphore(0);

  @Override
  public RpcOutcome handle(ServedRequest request) throws InterruptedException {
    entered.add(request);
    try {
      assertTrue(permits.tryAcquire(60, TimeUnit.SECONDS), "nobody opened the gate");
    } catch (InterruptedException e) {
      interrupted.add(text(request));
      throw e;
    }
    return RpcReply.of(request.body());
  }

  void open(int requests) {
    permits.release(requests);
  }

  List<String> entered() {
    return entered.stream().map(Gate::text).toList();
  }

  ServedRequest last() {
    return entered.stream().reduce((_, later) -> later).orElseThrow();
  }

  List<String> interrupted() {
    return List.copyOf(interrupted);
  }

  void awaitEntered(int requests) throws Exception {
    Await.until(requests + " requests at the gate", () -> entered.size() >= requests);
  }

  private static String text(ServedRequest request) {
    return new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
