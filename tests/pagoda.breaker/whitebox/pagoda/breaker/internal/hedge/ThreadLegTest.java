package pagoda.breaker.internal.hedge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.breaker.HedgePolicy;
import pagoda.breaker.NanoClock;
import pagoda.breaker.internal.retry.Budget;

/** A call that has its place in the race but no thread yet. */
class ThreadLegTest {
  @Test
  void anInterruptBeforeItBeginsIsNotLost() throws Exception {
    BlockingQueue<Boolean> seen = new LinkedBlockingQueue<>();
    NanoClock clock = NanoClock.system();
    Races races =
        new Races(
            HedgePolicy.defaults().withDelay(Duration.ofHours(1)), new Budget(1, 1, clock), clock);
    HedgedCall<String> race = new HedgedCall<>(races, _ -> new NoLeg());
    race.start();
    ThreadLeg<String> leg =
        new ThreadLeg<>(
            race,
            () -> {
              seen.add(Thread.currentThread().isInterrupted() || interruptedSoon());
              return "done";
            });
    leg.interrupt();
    leg.begin();
    assertTrue(seen.poll(30, TimeUnit.SECONDS));
  }

  /** The thread may have begun before it was interrupted. */
  private static boolean interruptedSoon() {
    try {
      return new CountDownLatch(1).await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static final class NoLeg implements Leg {
    @Override
    public void begin() {}

    @Override
    public void lose() {}

    @Override
    public void interrupt() {}
  }
}
