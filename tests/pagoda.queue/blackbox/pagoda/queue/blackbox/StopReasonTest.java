package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.StopReason;

/** A handler learns why it is to stop. */
class StopReasonTest {
  private final LinkedBlockingQueue<StopReason> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch running = new CountDownLatch(1);

  /** Runs until it has a reason to stop. */
  private LambdaHandler handler() {
    return LambdaHandler.waits(
        "until",
        (payload, context) -> {
          if (payload.size() == 0) {
            return JobOutcome.completed(payload);
          }
          assertEquals(Optional.empty(), context.stopReason());
          running.countDown();
          while (context.stopReason().isEmpty()) {
            Thread.onSpinWait();
          }
          heard.add(context.stopReason().get());
          return JobOutcome.yielded(Bytes.utf8("half"));
        });
  }

  private StopReason heard() throws InterruptedException {
    return heard.poll(60, TimeUnit.SECONDS);
  }

  @Test
  void cancel() throws Exception {
    try (Fixture fixture = Fixture.with(handler()).start()) {
      Job job = fixture.enqueue("until", "x");
      running.await();
      fixture.queue().cancel(job.id());
      assertEquals(StopReason.CANCEL, heard());
    }
  }

  @Test
  void timeout() throws Exception {
    LambdaHandler limited = handler().withTimeLimit(Duration.ofMillis(50));
    try (Fixture fixture = Fixture.with(limited).start()) {
      fixture.enqueue("until", "x");
      assertEquals(StopReason.TIMEOUT, heard());
    }
  }

  @Test
  void moreUrgentJob() throws Exception {
    try (Fixture fixture =
        Fixture.with(handler()).settings(options -> options.withWorkers(1)).start()) {
      fixture.enqueue("until", "x");
      running.await();
      fixture.enqueue("until", 50);
      assertEquals(StopReason.YIELD, heard());
    }
  }

  @Test
  void shutdown() throws Exception {
    try (Fixture fixture = Fixture.with(handler()).start()) {
      fixture.enqueue("until", "x");
      running.await();
      fixture.queue().close(Duration.ofSeconds(30));
      assertEquals(StopReason.SHUTDOWN, heard());
    }
  }

  @Test
  void namesAreThoseOfOrders() {
    assertEquals("shutdown", StopReason.SHUTDOWN.text());
  }
}
