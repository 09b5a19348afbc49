package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Job;
import pagoda.queue.JobState;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.StopReason;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimAnswer.Nothing;
import pagoda.queue.lease.ClaimAnswer.Why;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.TypeLimitException;
import pagoda.queue.lease.WorkerView;
import pagoda.testing.Await;

/** The workers that a queue knows, and how they are steered. */
class WorkersTest {
  private final ManualTime time = new ManualTime();
  private final Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time);
  private final RemoteWorker gpu = new RemoteWorker(fixture, "gpu-1", "a", "b");

  @AfterEach
  void close() {
    fixture.close();
  }

  private void start() {
    fixture.start();
    gpu.isKnown();
  }

  private JobLeases leases() {
    return fixture.queue().leases();
  }

  @Test
  void w40_quietWorkerClaimsNothingMoreAndRunsOn() {
    start();
    Job job = fixture.enqueue("a", 1);
    Lease lease = gpu.begins();
    CompletableFuture<ClaimAnswer> waiting = gpu.claiming();
    WorkerView view = leases().quiet(gpu.id(), true).orElseThrow();
    assertTrue(view.quiet());
    assertEquals(List.of(job.id()), view.jobs());
    assertEquals(new Nothing(Why.QUIET), RemoteWorker.get(waiting));
    assertEquals(new Nothing(Why.QUIET), RemoteWorker.get(gpu.claiming()));
    assertEquals(Optional.empty(), gpu.beats(lease));
    gpu.completes(lease, "done");
    leases().quiet(gpu.id(), false);
    assertFalse(gpu.claiming().isDone());
    assertEquals(Optional.empty(), leases().quiet(UUID.randomUUID(), true));
  }

  @Test
  void w40_workersOfOneNameAreBothShown() {
    start();
    RemoteWorker twin = new RemoteWorker(fixture, "gpu-1", "b");
    CompletableFuture<ClaimAnswer> claim = twin.claiming();
    assertFalse(claim.isDone());
    List<WorkerView> views = leases().workers();
    assertEquals(List.of(twin.id(), gpu.id()), views.stream().map(v -> v.worker().id()).toList());
    assertEquals(List.of("a", "b"), views.getLast().types());
    assertFalse(views.getLast().gone());
    time.pass(Duration.ofMinutes(1));
    assertTrue(leases().workers().getLast().gone());
    assertFalse(leases().workers().getFirst().gone(), "it waits");
    assertEquals(time.instant().minusSeconds(60), leases().workers().getLast().lastSeen());
  }

  @Test
  void workerThatLosesTenJobsWithinAMinuteIsShownAndSlowed() throws Exception {
    start();
    fixture.settings(o -> o.withMaxAttempts(100));
    for (int i = 0; i < 10; i++) {
      fixture.enqueue("a", 1);
    }
    for (int i = 0; i < 10; i++) {
      new RemoteWorker(fixture, "gpu-1", "a").claims(); // each a process of its own that dies
    }
    time.pass(JobLeases.CONFIRMED_WITHIN);
    Await.until("all are back", () -> leases().snapshot().unconfirmed() == 10);
    QueueBusyException slowed = assertThrows(QueueBusyException.class, () -> gpu.claims());
    assertEquals(Duration.ofSeconds(60), slowed.retryAfter());
    WorkerView view =
        leases().workers().stream()
            .filter(each -> each.worker().id().equals(gpu.id()))
            .findFirst()
            .orElseThrow();
    assertTrue(view.slowed());
    assertEquals(10, view.lost());
    new RemoteWorker(fixture, "gpu-2", "a").begins();
    time.pass(Duration.ofMinutes(1));
    gpu.begins();
  }

  @Test
  void workersNameAThousandTypesAtMost() {
    start();
    String[] names = IntStream.range(0, 998).mapToObj(i -> "t" + i).toArray(String[]::new);
    CompletableFuture<ClaimAnswer> naming = new RemoteWorker(fixture, "w", names).claiming();
    naming.cancel(true);
    assertThrows(
        TypeLimitException.class, () -> new RemoteWorker(fixture, "w", "one-more").claims());
    fixture.enqueue("t997", 1);
    assertEquals("t997", new RemoteWorker(fixture, "w2", "t997").claims().job().type());
  }

  @Test
  void drainAnswersClaimsAndBeatsAndLeasesGoOn() {
    start();
    fixture.enqueue("a", 1);
    Lease lease = gpu.begins();
    CompletableFuture<Optional<StopReason>> beat = gpu.beating(lease);
    CompletableFuture<ClaimAnswer> claim = gpu.claiming();
    leases().drain();
    assertEquals(Optional.empty(), RemoteWorker.get(beat));
    assertEquals(new Nothing(Why.CLOSING), RemoteWorker.get(claim));
    assertThrows(QueueClosedException.class, () -> gpu.claims());
    assertEquals(Optional.empty(), RemoteWorker.get(gpu.beating(lease)), "no beat hangs");
    gpu.saves(lease, "half");
    gpu.completes(lease, "done");
    Job job = fixture.queue().job(lease.job().id());
    assertEquals(JobState.COMPLETED, job.state());
  }
}
