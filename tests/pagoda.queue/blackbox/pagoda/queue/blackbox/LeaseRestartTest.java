package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.StopReason;
import pagoda.queue.lease.BeatReport;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.LeaseToken;
import pagoda.testing.Await;

/** What a restart or a violent end of the queue's process means for attempts elsewhere: nothing. */
class LeaseRestartTest {
  private final ManualTime time = new ManualTime();
  private final Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).time(time);
  private final RemoteWorker gpu = new RemoteWorker(fixture, "gpu-1", "resize");

  @AfterEach
  void close() {
    fixture.close();
  }

  private Job job(UUID id) {
    return fixture.queue().job(id);
  }

  @Test
  void w30_restartWhileAHundredRunCostsNone() {
    fixture.start();
    List<CompletableFuture<ClaimAnswer>> claims = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      claims.add(gpu.claiming());
    }
    claims.forEach(claim -> fixture.enqueue("resize", "x"));
    List<Lease> leases = claims.stream().map(RemoteWorker::lease).toList();
    leases.forEach(gpu::beats);
    fixture.restart();
    time.pass(JobLeases.LENGTH.minusSeconds(1));
    leases.forEach(lease -> assertEquals(Optional.empty(), gpu.beats(lease)));
    assertEquals(0, fixture.queue().snapshot().recovery().requeued());
    fixture.restart();
    leases.forEach(lease -> gpu.completes(lease, "done"));
    for (Lease lease : leases) {
      assertEquals(JobState.COMPLETED, job(lease.job().id()).state());
      assertEquals(1, job(lease.job().id()).attempt());
      assertEquals(List.of(), fixture.queue().detail(lease.job().id()).attempts());
    }
    assertTrue(FileStore.verify(fixture.file()).sound());
  }

  @Test
  void w30_workerThatIsGoneTooLosesItsJobOneWholeLeaseAfterTheStart() throws Exception {
    fixture.start();
    CompletableFuture<ClaimAnswer> claim = gpu.claiming();
    UUID id = fixture.enqueue("resize", "x").id();
    Lease lease = RemoteWorker.lease(claim);
    gpu.beats(lease);
    time.pass(JobLeases.LENGTH.minusSeconds(1));
    fixture.queue().close(Duration.ZERO);
    time.pass(Duration.ofHours(10));
    fixture.start();
    time.pass(JobLeases.LENGTH.minusSeconds(1));
    fixture.queue().resume(); // a round, in which it could be given up
    assertEquals(JobState.PROCESSING, job(id).state());
    time.pass(Duration.ofSeconds(1));
    Await.until("it is lost", () -> job(id).state() == JobState.SCHEDULED);
    assertEquals(Optional.of("worker gpu-1 lost: not heard of for 60 s"), job(id).lastError());
  }

  @Test
  void w30_cancelAndEndReachWhatWasLeasedBeforeARestart() {
    fixture.start();
    CompletableFuture<ClaimAnswer> claim = gpu.claiming();
    UUID first = fixture.enqueue("resize", "x").id();
    Lease lease = RemoteWorker.lease(claim);
    UUID second = fixture.enqueue("resize", "y").id();
    Lease other = gpu.begins();
    fixture.restart();
    CompletableFuture<Optional<StopReason>> beat = gpu.beating(lease);
    fixture.queue().cancel(first);
    assertEquals(Optional.of(StopReason.CANCEL), RemoteWorker.get(beat));
    gpu.releases(other, Optional.of("page 7"));
    assertEquals(0, job(second).attempt());
    Lease again = gpu.begins();
    assertEquals(Optional.of(Bytes.utf8("page 7")), again.checkpoint());
    gpu.ends(again, JobOutcome.failed("broken"));
    assertEquals(JobState.FAILED, job(second).state());
  }

  @Test
  void w30_killOfTheServerCostsARunningAttemptNothing() throws Exception {
    String[] words;
    try (ChildJvm child = ChildJvm.start("lease", fixture.file(), 0)) {
      words = child.line().split(" ");
    } // which is killed by SIGKILL
    UUID id = UUID.fromString(words[1]);
    LeaseToken token = LeaseToken.of(words[2]);
    Await.until("the file is free", this::opened);
    assertEquals(0, fixture.queue().snapshot().recovery().requeued());
    assertEquals(JobState.PROCESSING, job(id).state());
    JobLeases leases = fixture.queue().leases();
    time.pass(JobLeases.LENGTH.minusSeconds(1));
    assertEquals(
        Optional.empty(), RemoteWorker.get(leases.beat(id, token, BeatReport.NONE, Duration.ZERO)));
    assertEquals(Optional.of(Bytes.utf8("half")), RemoteWorker.get(leases.checkpoint(id, token)));
    RemoteWorker.get(
        leases.end(id, token, JobOutcome.completed(Bytes.utf8("small")), Attempt.Usage.UNKNOWN));
    assertEquals(JobState.COMPLETED, job(id).state());
    assertEquals(1, job(id).attempt());
  }

  private boolean opened() {
    try {
      fixture.start();
      return true;
    } catch (pagoda.queue.QueueLockedException e) {
      return false; // the killed process is not quite gone
    }
  }
}
