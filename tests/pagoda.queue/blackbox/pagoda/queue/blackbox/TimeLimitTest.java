package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.testing.Await;

class TimeLimitTest {
  private final ManualTime time = new ManualTime();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void attemptPastItsLimitIsInterruptedAndFails() throws Exception {
    LambdaHandler slow =
        LambdaHandler.waits(
            "slow",
            (payload, context) -> {
              started.countDown();
              never.await();
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture =
        Fixture.with(slow)
            .time(time)
            .settings(s -> s.withTimeLimit(Duration.ofMinutes(10)).withMaxAttempts(1))
            .start()) {
      Job job = fixture.enqueue("slow", "x");
      started.await();
      time.pass(Duration.ofMinutes(10));
      Job end = fixture.finished(job.id());
      assertEquals(JobState.FAILED, end.state());
      assertEquals(Optional.of("time limit of PT10M exceeded"), end.lastError());
      assertEquals(1, fixture.queue().snapshot().totals().timedOut());
      Await.until("worker free", () -> fixture.queue().snapshot().running() == 0);
    }
  }

  @Test
  void handlersOwnLimitWins() throws Exception {
    LambdaHandler slow =
        LambdaHandler.waits(
                "slow",
                (payload, context) -> {
                  assertEquals(Duration.ofSeconds(3), context.remaining());
                  started.countDown();
                  never.await();
                  return JobOutcome.completed(payload);
                })
            .withTimeLimit(Duration.ofSeconds(3));
    try (Fixture fixture =
        Fixture.with(slow).time(time).settings(s -> s.withMaxAttempts(1)).start()) {
      Job job = fixture.enqueue("slow", "x");
      started.await();
      time.pass(Duration.ofSeconds(3));
      assertEquals(
          Optional.of("time limit of PT3S exceeded"), fixture.finished(job.id()).lastError());
    }
  }

  @Test
  void handlerThatIgnoresItsLimitIsGivenUpAndCountedAsStuck() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    LambdaHandler stubborn =
        LambdaHandler.waits(
            "stubborn",
            (payload, context) -> {
              started.countDown();
              while (release.getCount() > 0) {
                LockSupport.parkNanos(100_000); // notices nothing
              }
              return JobOutcome.completed(Bytes.utf8("late"));
            });
    try (Fixture fixture =
        Fixture.with(stubborn)
            .time(time)
            .settings(s ->
                s.withTimeLimit(Duration.ofMinutes(10))
                    .withStopGrace(Duration.ofSeconds(5))
                    .withMaxAttempts(1))
            .start()) {
      Job job = fixture.enqueue("stubborn", "x");
      started.await();
      time.pass(Duration.ofMinutes(10));
      fixture.queue().resume();
      assertEquals(JobState.PROCESSING, fixture.queue().job(job.id()).state());
      time.pass(Duration.ofSeconds(5));
      Job end = fixture.finished(job.id());
      assertEquals(JobState.FAILED, end.state());
      assertEquals(1, fixture.queue().snapshot().running());
      assertEquals(1, fixture.queue().snapshot().stuck());
      release.countDown();
      Await.until("worker free", () -> fixture.queue().snapshot().running() == 0);
      assertEquals(0, fixture.queue().snapshot().stuck());
      assertEquals(JobState.FAILED, fixture.queue().job(job.id()).state());
      assertEquals(1, fixture.queue().snapshot().totals().stale());
    }
  }

  @Test
  void resultThatComesWithinTheGraceTimeCounts() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    LambdaHandler tidy =
        LambdaHandler.waits(
            "tidy",
            (payload, context) -> {
              started.countDown();
              while (!context.cancelled()) {
                LockSupport.parkNanos(100_000);
              }
              told.countDown();
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(tidy).time(time).start()) {
      Job job = fixture.enqueue("tidy", "x");
      started.await();
      time.pass(Duration.ofMinutes(10));
      told.await();
      Job end = fixture.finished(job.id());
      assertEquals(JobState.COMPLETED, end.state());
      assertTrue(fixture.queue().snapshot().totals().timedOut() == 0);
    }
  }
}
