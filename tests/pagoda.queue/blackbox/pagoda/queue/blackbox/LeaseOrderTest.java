package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.StopReason;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.LeaseLostException;
import pagoda.testing.Await;

/** What workers elsewhere are told, and what their words come to. */
class LeaseOrderTest extends OneWorkerElsewhere {
  @Test
  void w29_beatThatHangsWhileItsJobIsCompletedHearsOfNoLoss() {
    start();
    resize("x");
    Lease lease = gpu.begins();
    CompletableFuture<Optional<StopReason>> beat = gpu.beating(lease);
    gpu.completes(lease, "done");
    assertEquals(Optional.empty(), RemoteWorker.get(beat));
  }

  @Test
  void w29_cancelReachesAHangingBeatAtOnceAndNothingElseIsTaken() {
    start();
    Job job = resize("x");
    Lease lease = gpu.begins();
    CompletableFuture<Optional<StopReason>> beat = gpu.beating(lease);
    assertFalse(beat.isDone());
    fixture.queue().cancel(job.id());
    assertEquals(Optional.of(StopReason.CANCEL), RemoteWorker.get(beat));
    assertEquals(Optional.of(StopReason.CANCEL), gpu.beats(lease));
    assertThrows(LeaseLostException.class, () -> gpu.completes(lease, "done"));
    assertThrows(LeaseLostException.class, () -> gpu.saves(lease, "half"));
    assertThrows(LeaseLostException.class, () -> gpu.ends(lease, JobOutcome.retry("no")));
    assertEquals(JobState.CANCELLED, job(job).state());
  }

  @Test
  void secondBeatEndsTheWaitOfTheFirst() {
    start();
    resize("x");
    Lease lease = gpu.begins();
    CompletableFuture<Optional<StopReason>> first = gpu.beating(lease);
    CompletableFuture<Optional<StopReason>> second = gpu.beating(lease);
    assertEquals(Optional.empty(), RemoteWorker.get(first));
    assertFalse(second.isDone());
    gpu.beats(lease);
    assertEquals(Optional.empty(), RemoteWorker.get(second));
  }

  @Test
  void timeLimitIsTheQueuesAndItsTokenDiesAfterGraceAndALease() throws Exception {
    fixture.settings(
        o -> o.withTimeLimit(Duration.ofMinutes(10)).withStopGrace(Duration.ofSeconds(5)));
    start();
    Job job = resize("x");
    Lease lease = gpu.begins();
    assertEquals(Duration.ofMinutes(10), lease.timeLimit());
    for (int i = 0; i < 10; i++) {
      time.pass(Duration.ofSeconds(59));
      assertEquals(Optional.empty(), gpu.beats(lease));
    }
    CompletableFuture<Optional<StopReason>> beat = gpu.beating(lease);
    time.pass(Duration.ofSeconds(10));
    assertEquals(Optional.of(StopReason.TIMEOUT), RemoteWorker.get(beat));
    time.pass(Duration.ofSeconds(59));
    assertEquals(Optional.of(StopReason.TIMEOUT), gpu.beats(lease));
    time.pass(Duration.ofSeconds(6));
    awaitState(job, JobState.SCHEDULED);
    assertEquals(Optional.of("time limit of PT10M exceeded"), job(job).lastError());
    assertThrows(LeaseLostException.class, () -> gpu.beats(lease));
    assertEquals(1, fixture.queue().snapshot().totals().timedOut());
  }

  @Test
  void whatEndsAnAttemptAfterItsTimeIsATimeOutUnlessItIsAResult() throws Exception {
    fixture.settings(o -> o.withTimeLimit(Duration.ofSeconds(50)));
    start();
    Job failed = resize("1");
    Lease first = gpu.begins();
    Job completed = resize("2");
    Lease second = gpu.begins();
    CompletableFuture<Optional<StopReason>> beat = gpu.beating(first);
    time.pass(Duration.ofSeconds(50));
    assertEquals(Optional.of(StopReason.TIMEOUT), RemoteWorker.get(beat));
    gpu.ends(first, JobOutcome.failed("killed"));
    assertEquals(Optional.of("time limit of PT50S exceeded"), job(failed).lastError());
    gpu.completes(second, "just so");
    assertEquals(JobState.COMPLETED, job(completed).state());
  }

  @Test
  void failsAndSnoozesAndReleasesEndAsHandlersDo() {
    start();
    Job job = resize("x");
    gpu.ends(gpu.begins(), JobOutcome.retry("busy", Duration.ofMinutes(1)));
    assertEquals(JobState.SCHEDULED, job(job).state());
    assertEquals(time.instant().plusSeconds(60), job(job).runAt());
    time.pass(Duration.ofMinutes(1));
    Lease second = gpu.begins();
    assertEquals(2, second.job().attempt());
    gpu.ends(second, JobOutcome.snoozed(Duration.ofMinutes(5)));
    assertEquals(1, job(job).attempt());
    assertEquals(1, job(job).claims().snoozes());
    time.pass(Duration.ofMinutes(5));
    Lease third = gpu.begins();
    gpu.releases(third, Optional.of("page 7"));
    gpu.releases(third, Optional.of("page 7"));
    assertEquals(JobState.PENDING, job(job).state());
    assertEquals(1, job(job).attempt());
    Lease fourth = gpu.begins();
    assertEquals(Optional.of(Bytes.utf8("page 7")), fourth.checkpoint());
    gpu.ends(fourth, JobOutcome.failed("broken"));
    gpu.ends(fourth, JobOutcome.failed("broken"));
    assertEquals(JobState.FAILED, job(job).state());
    assertEquals(Optional.of("broken"), job(job).lastError());
  }

  @Test
  void progressAndLogAreTheAttempts() throws Exception {
    start();
    Job job = resize("x");
    Lease lease = gpu.claims();
    gpu.tells(lease, 0.5, "half way");
    Await.until("progress is saved", () -> job(job).progress() == 0.5);
    fixture.restart();
    gpu.tells(lease, 0.75, "on the other side");
    assertEquals(
        "half way\non the other side\n", fixture.queue().log(job.id(), 1, 0).bytes().text());
    gpu.completes(lease, "done");
    assertEquals(1.0, job(job).progress());
  }
}
