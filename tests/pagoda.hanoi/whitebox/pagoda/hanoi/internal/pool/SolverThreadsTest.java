package pagoda.hanoi.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.testing.Await;

/** The threads outlive whatever works do to them. */
class SolverThreadsTest {
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  private final Scheduler scheduler = new Scheduler(1, 1, System::nanoTime);

  private static final class BadWork extends Work {
    private final boolean throwsWhenTold;

    BadWork(boolean throwsWhenTold) {
      super(1, false);
      this.throwsWhenTold = throwsWhenTold;
    }

    @Override
    protected Outcome run() {
      if (throwsWhenTold) {
        return Outcome.COMPLETED;
      }
      throw new LinkageError("on purpose");
    }

    @Override
    protected void ended() {
      if (throwsWhenTold) {
        throw new IllegalStateException("on purpose");
      }
    }

    @Override
    protected void abandoned() {}
  }

  @Test
  void threadSurvivesWorksThatThrow() throws Exception {
    SolverThreads threads = new SolverThreads(scheduler, 1);
    assertEquals(Admission.ADMITTED, scheduler.admit(new BadWork(false), 9));
    assertEquals(Admission.ADMITTED, scheduler.admit(new BadWork(true), 9));
    FakeWork good = new FakeWork(1);
    assertEquals(Admission.ADMITTED, scheduler.admit(good, 9));
    Await.until("the good work is done", () -> scheduler.tally().completed == 2);
    assertEquals(1, scheduler.tally().failed);
    scheduler.close();
    assertTrue(threads.join(PATIENCE));
  }

  @Test
  void threadsAreDaemonsWithTelltaleNames() throws Exception {
    SolverThreads threads = new SolverThreads(scheduler, 1);
    CountDownLatch release = new CountDownLatch(1);
    Thread[] seen = new Thread[1];
    Work work =
        new Work(1, false) {
          @Override
          protected Outcome run() {
            seen[0] = Thread.currentThread();
            try {
              release.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
              return Outcome.FAILED;
            }
            return Outcome.COMPLETED;
          }

          @Override
          protected void ended() {}

          @Override
          protected void abandoned() {}
        };
    assertEquals(Admission.ADMITTED, scheduler.admit(work, 9));
    Await.until("it runs", () -> scheduler.tally().active == 1);
    scheduler.close();
    assertFalse(threads.join(0), "the thread is still at work");
    release.countDown();
    assertTrue(threads.join(PATIENCE));
    assertTrue(seen[0].isDaemon());
    assertFalse(seen[0].isVirtual());
    assertEquals("pagoda-solver-1", seen[0].getName());
  }

  /** Every signal may be taken by a thread that finds less work than there is: none is lost. */
  @Test
  void noWorkIsForgottenByManyThreads() throws Exception {
    SolverThreads threads = new SolverThreads(scheduler, 4);
    for (int i = 0; i < 20_000; i++) {
      while (scheduler.admit(new FakeWork(i % 3, i % 5 == 0), 50) != Admission.ADMITTED) {
        Thread.onSpinWait();
      }
    }
    Await.until("all works are done", () -> scheduler.tally().completed == 20_000);
    scheduler.close();
    assertTrue(threads.join(PATIENCE));
  }
}
