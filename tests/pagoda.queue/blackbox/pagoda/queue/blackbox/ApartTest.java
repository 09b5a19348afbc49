package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;

/** Handlers that run apart have places of their own. */
class ApartTest {
  private final CountDownLatch go = new CountDownLatch(1);
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

  private final class Program implements JobHandler {
    @Override
    public String type() {
      return "program";
    }

    @Override
    public Kind kind() {
      return Kind.WAITS;
    }

    @Override
    public boolean apart() {
      return true;
    }

    @Override
    public JobOutcome handle(Bytes payload, JobContext context) throws InterruptedException {
      begun.add(payload.text());
      go.await();
      return JobOutcome.completed(payload);
    }
  }

  @Test
  void neitherKeepsTheOtherFromRunning() throws Exception {
    try (Fixture fixture =
        Fixture.with(new Program(), LambdaHandler.echo("waits"))
            .settings(options -> options.withWorkers(1).withProgramWorkers(1))
            .start()) {
      Job first = fixture.enqueue("program", "first");
      Job second = fixture.enqueue("program", "second");
      assertEquals("first", begun.poll(60, TimeUnit.SECONDS));
      Job other = fixture.enqueue("waits", "x");
      assertEquals(JobState.COMPLETED, fixture.finished(other.id()).state());
      assertEquals(JobState.PENDING, fixture.queue().job(second.id()).state(), "one at a time");
      go.countDown();
      assertEquals(JobState.COMPLETED, fixture.finished(first.id()).state());
      assertEquals(JobState.COMPLETED, fixture.finished(second.id()).state());
      assertEquals("second", begun.poll(60, TimeUnit.SECONDS));
    }
  }
}
