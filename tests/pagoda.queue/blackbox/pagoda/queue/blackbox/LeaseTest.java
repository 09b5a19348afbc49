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
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.UnknownTypeException;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.lease.LeaseToken;

/** Attempts that run elsewhere, from their claims to their ends. */
class LeaseTest extends OneWorkerElsewhere {
  private static final Duration LEASE = JobLeases.LENGTH;

  @Test
  void typeExistsOnceAWorkerNamesIt() {
    fixture.start();
    assertThrows(UnknownTypeException.class, () -> resize("x"));
    CompletableFuture<ClaimAnswer> claim = gpu.claiming();
    Job job = resize("picture");
    Lease lease = RemoteWorker.lease(claim);
    assertEquals(job.id(), lease.job().id());
    assertEquals("resize", lease.job().type());
    assertEquals("picture", lease.payload().text());
    assertEquals(1, lease.job().attempt());
    assertEquals(1, lease.job().claims().latest());
    assertEquals(Optional.of("gpu-1"), job(job).claims().worker());
    assertEquals(LeaseToken.LENGTH, lease.token().text().length());
    assertEquals(LEASE, lease.length());
    gpu.completes(lease, "small");
    JobDetail detail = fixture.queue().detail(job.id());
    assertEquals(JobState.COMPLETED, detail.job().state());
    assertEquals("small", detail.result().orElseThrow().text());
    fixture.restart();
    assertEquals("resize", resize("known after a restart").type());
  }

  @Test
  void w25_claimThatNobodyConfirmsComesBackUnburnt() throws Exception {
    start();
    Job job = resize("x");
    Lease dead = gpu.claims();
    time.pass(JobLeases.CONFIRMED_WITHIN);
    awaitState(job, JobState.PENDING);
    assertEquals(0, job(job).attempt());
    Lease next = gpu.begins();
    assertEquals(1, next.job().attempt());
    assertEquals(2, next.job().claims().latest());
    assertThrows(LeaseLostException.class, () -> gpu.completes(dead, "late"));
    time.pass(JobLeases.CONFIRMED_WITHIN);
    assertEquals(Optional.empty(), gpu.beats(next));
    assertEquals(1, fixture.queue().leases().snapshot().unconfirmed());
    assertEquals(List.of(), fixture.queue().detail(job.id()).attempts());
  }

  @Test
  void w25_repeatedClaimGetsTheSameJob() {
    start();
    Job job = resize("x");
    resize("another");
    UUID claim = UUID.randomUUID();
    Lease first = RemoteWorker.lease(gpu.claiming(claim));
    Lease again = RemoteWorker.lease(gpu.claiming(claim));
    assertEquals(job.id(), again.job().id());
    assertEquals(first.token(), again.token());
    assertEquals(first.payload(), again.payload());
  }

  @Test
  void w25_repeatedClaimThatWaitsTakesTheTurnOfTheEarlier() {
    start();
    UUID claim = UUID.randomUUID();
    CompletableFuture<ClaimAnswer> earlier = gpu.claiming(claim);
    CompletableFuture<ClaimAnswer> other = gpu.claiming();
    CompletableFuture<ClaimAnswer> repeat = gpu.claiming(claim);
    assertEquals(new ClaimAnswer.Nothing(ClaimAnswer.Why.REPEATED), RemoteWorker.get(earlier));
    Job first = resize("1");
    assertEquals(first.id(), RemoteWorker.lease(repeat).job().id());
    Job second = resize("2");
    assertEquals(second.id(), RemoteWorker.lease(other).job().id());
  }

  @Test
  void w26_lapsedLeaseIsALostAttemptAndAnotherResumesFromTheCheckpoint() throws Exception {
    start();
    Job job = resize("x");
    Lease dead = gpu.begins();
    gpu.saves(dead, "half");
    time.pass(LEASE);
    awaitState(job, JobState.SCHEDULED);
    assertEquals(Optional.of("worker gpu-1 lost: not heard of for 60 s"), job(job).lastError());
    time.pass(Duration.ofHours(1));
    Lease next = gpu.begins();
    assertEquals(2, next.job().attempt());
    assertEquals(Optional.of(Bytes.utf8("half")), next.checkpoint());
    assertEquals(1, fixture.queue().leases().snapshot().lost());
    assertEquals(
        Optional.of("gpu-1"), fixture.queue().detail(job.id()).attempts().getFirst().worker());
  }

  @Test
  void w26_beatsRenewTheLease() throws Exception {
    start();
    Job job = resize("x");
    Lease lease = gpu.begins();
    for (int i = 0; i < 5; i++) {
      time.pass(LEASE.minusSeconds(1));
      assertEquals(Optional.empty(), gpu.beats(lease));
    }
    assertEquals(JobState.PROCESSING, job(job).state());
    gpu.completes(lease, "done");
    assertEquals(JobState.COMPLETED, job(job).state());
  }

  @Test
  void w27_workerThatSleptPastItsLeaseChangesNothing() throws Exception {
    start();
    Job job = resize("x");
    Lease slept = gpu.begins();
    time.pass(LEASE);
    awaitState(job, JobState.SCHEDULED);
    time.pass(Duration.ofHours(1));
    Lease next = gpu.begins();
    assertThrows(LeaseLostException.class, () -> gpu.beats(slept));
    assertThrows(LeaseLostException.class, () -> gpu.saves(slept, "old"));
    assertThrows(LeaseLostException.class, () -> gpu.checkpoint(slept));
    assertThrows(LeaseLostException.class, () -> gpu.completes(slept, "old"));
    assertThrows(LeaseLostException.class, () -> gpu.ends(slept, JobOutcome.failed("old")));
    assertThrows(LeaseLostException.class, () -> gpu.releases(slept, Optional.empty()));
    assertEquals(Optional.empty(), gpu.checkpoint(next));
    gpu.completes(next, "new");
    assertEquals("new", fixture.queue().detail(job.id()).result().orElseThrow().text());
  }

  @Test
  void w28_lateResultIsTakenWhileTheJobWaitsForItsNextAttempt() throws Exception {
    start();
    Job job = resize("x");
    Lease late = gpu.begins();
    gpu.saves(late, "half");
    time.pass(LEASE);
    awaitState(job, JobState.SCHEDULED);
    gpu.completes(late, "hours of work");
    JobDetail detail = fixture.queue().detail(job.id());
    assertEquals(JobState.COMPLETED, detail.job().state());
    assertEquals("hours of work", detail.result().orElseThrow().text());
    assertEquals(1, detail.attempts().size());
    assertEquals(1, fixture.queue().leases().snapshot().late());
    gpu.completes(late, "again");
    assertEquals("hours of work", fixture.queue().detail(job.id()).result().orElseThrow().text());
    assertFalse(gpu.claiming().isDone());
  }

  @Test
  void w28_lateResultIsTakenOfAPendingJobWhichNobodyGetsThen() throws Exception {
    start();
    Job job = resize("x");
    Lease unconfirmed = gpu.claims();
    time.pass(JobLeases.CONFIRMED_WITHIN);
    awaitState(job, JobState.PENDING);
    gpu.completes(unconfirmed, "done");
    assertEquals(JobState.COMPLETED, job(job).state());
    Job other = resize("y");
    assertEquals(other.id(), gpu.claims().job().id());
  }

  @Test
  void w29_completeTwiceIsOneResult() {
    start();
    Job job = resize("x");
    Lease lease = gpu.begins();
    gpu.completes(lease, "first");
    gpu.completes(lease, "second");
    assertEquals("first", fixture.queue().detail(job.id()).result().orElseThrow().text());
    assertEquals(1, fixture.queue().snapshot().totals().completed());
    assertEquals(Optional.empty(), gpu.beats(lease), "a beat in flight hears of no loss");
    fixture.restart();
    gpu.completes(lease, "third");
    assertEquals(Optional.empty(), gpu.beats(lease));
  }

  @Test
  void w36_payloadThatKillsEachWorkerFailsAfterItsAttempts() throws Exception {
    start();
    Job job = resize("poison");
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertEquals(attempt, gpu.begins().job().attempt());
      time.pass(LEASE);
      awaitState(job, attempt < 3 ? JobState.SCHEDULED : JobState.FAILED);
      time.pass(Duration.ofHours(1));
    }
    assertEquals(Optional.of("worker gpu-1 lost: not heard of for 60 s"), job(job).lastError());
  }

  @Test
  void tokensAreGuessedByNobody() {
    start();
    Job job = resize("x");
    Lease lease = gpu.begins();
    JobLeases leases = fixture.queue().leases();
    for (String wrong : List.of("", "x", "A".repeat(22), lease.token().text() + "A")) {
      assertThrows(
          LeaseLostException.class,
          () -> RemoteWorker.get(leases.release(job.id(), LeaseToken.of(wrong), Optional.empty())));
    }
    assertFalse(lease.toString().contains(lease.token().text()));
    Job other = resize("y");
    Lease next = gpu.begins();
    assertTrue(!next.token().equals(lease.token()));
    assertThrows(
        LeaseLostException.class,
        () -> RemoteWorker.get(leases.release(other.id(), lease.token(), Optional.empty())));
    assertThrows(
        JobNotFoundException.class,
        () -> RemoteWorker.get(leases.release(UUID.randomUUID(), lease.token(), Optional.empty())));
  }

  @Test
  void deletedJobIsNotFound() {
    start();
    Job job = resize("x");
    Lease lease = gpu.begins();
    gpu.completes(lease, "done");
    fixture.queue().delete(job.id());
    assertThrows(JobNotFoundException.class, () -> gpu.completes(lease, "done"));
    assertThrows(JobNotFoundException.class, () -> gpu.beats(lease));
  }

  @Test
  void claimThatIsWithdrawnGivesItsJobBack() throws Exception {
    start();
    CompletableFuture<ClaimAnswer> withdrawn = gpu.claiming();
    withdrawn.cancel(true);
    Job job = fixture.queue().enqueue(JobRequest.of("resize", Bytes.EMPTY)).job();
    assertEquals(JobState.PENDING, job(job).state());
    assertEquals(0, fixture.queue().leases().snapshot().waiting());
    assertEquals(job.id(), gpu.begins().job().id());
  }
}
