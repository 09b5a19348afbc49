package pagoda.breaker.blackbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import pagoda.breaker.CircuitBreaker;

/** Calls that are under way on virtual threads until the test ends them. */
final class HeldCalls {
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean broken;

  private HeldCalls() {}

  /** Returns once so many calls have begun. */
  static HeldCalls begin(CircuitBreaker breaker, int calls) throws InterruptedException {
    HeldCalls held = new HeldCalls();
    CountDownLatch begun = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      held.threads.add(Thread.startVirtualThread(() -> held.call(breaker, begun)));
    }
    begun.await();
    return held;
  }

  private void call(CircuitBreaker breaker, CountDownLatch begun) {
    try {
      breaker.call(() -> {
        begun.countDown();
        end.await();
        return broken ? BrokenException.raise() : null;
      });
    } catch (BrokenException | InterruptedException e) {
      return;
    }
  }

  void endAllWell() throws InterruptedException {
    end.countDown();
    join();
  }

  void endAllBroken() throws InterruptedException {
    broken = true;
    end.countDown();
    join();
  }

  void interruptAll() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    join();
  }

  private void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
