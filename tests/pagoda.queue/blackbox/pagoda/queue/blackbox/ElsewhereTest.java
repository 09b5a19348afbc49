package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.Job;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobState;
import pagoda.queue.TypeOptions;
import pagoda.queue.lease.Lease;
import pagoda.testing.Await;

/** A type that this process knows and leaves to workers. */
class ElsewhereTest {
  private static final TypeOptions OPTIONS =
      TypeOptions.defaults()
          .withLease(Duration.ofSeconds(10))
          .withMaxAttempts(7)
          .withTimeLimit(Duration.ofMinutes(2));

  private static JobHandlers handlers() {
    return JobHandlers.of(LambdaHandler.echo("echo")).elsewhere("resize", OPTIONS);
  }

  @Test
  void itsJobsWaitForAWorkerAndHaveItsOwnersSettings() throws Exception {
    try (Fixture fixture = Fixture.with().handlers(handlers()).start()) {
      assertEquals(Set.of("echo", "resize"), handlers().types());
      Job job = fixture.enqueue("resize", "picture");
      Job next = fixture.enqueue("echo", "next");
      Await.until(
          "the other runs", () -> fixture.queue().job(next.id()).state() == JobState.COMPLETED);
      assertEquals(JobState.PENDING, fixture.queue().job(job.id()).state());
      fixture.restart();
      assertEquals(JobState.PENDING, fixture.queue().job(job.id()).state());
      RemoteWorker worker = new RemoteWorker(fixture, "gpu-1", "resize");
      Lease lease = worker.begins();
      assertEquals(job.id(), lease.job().id());
      assertEquals(7, lease.job().maxAttempts());
      assertEquals(Duration.ofSeconds(10), lease.length());
      assertEquals(Duration.ofMinutes(2), lease.timeLimit());
      worker.completes(lease, "small");
      assertEquals(
          Optional.of("small"), fixture.queue().detail(job.id()).result().map(b -> b.text()));
    }
  }

  @Test
  void aHandlerMayNotServeItToo() {
    assertThrows(
        InvalidHandlerException.class,
        () -> JobHandlers.of(LambdaHandler.echo("echo")).elsewhere("echo", OPTIONS));
    assertThrows(
        InvalidHandlerException.class, () -> JobHandlers.of().elsewhere("No Name", OPTIONS));
  }
}
