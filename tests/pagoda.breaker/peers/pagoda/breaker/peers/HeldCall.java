package pagoda.breaker.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import pagoda.testing.Await;

/** A call that is under way on a thread of its own until the test ends it. */
final class HeldCall {
  private final CompletableFuture<Object> end = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean admitted;

  private HeldCall(Subject subject) {
    thread = Thread.ofVirtual().start(() -> run(subject));
  }

  /** Returns when the call has begun or has been refused. */
  static HeldCall begin(Subject subject) throws InterruptedException {
    HeldCall call = new HeldCall(subject);
    call.begun.await();
    return call;
  }

  private void run(Subject subject) {
    try {
      subject.call(() -> {
        admitted = true;
        begun.countDown();
        Object answer = end.get();
        if (answer instanceof Exception thrown) {
          throw thrown;
        }
        return answer;
      });
    } catch (Exception e) {
      begun.countDown();
    }
  }

  boolean admitted() {
    return admitted;
  }

  void succeed() throws Exception {
    end("well");
  }

  void endIgnored() throws Exception {
    end(new IgnoredException());
  }

  /** Returns when the breaker has booked the result. */
  private void end(Object answer) throws Exception {
    end.complete(answer);
    Await.until("the call has ended", () -> !thread.isAlive());
  }

  void interrupt() throws Exception {
    thread.interrupt();
    Await.until("the call has ended", () -> !thread.isAlive());
  }
}
