package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.LeaseLostException;
import pagoda.testing.Await;

/** The fence is the claim, whichever way a job comes back (joints, rule 1). */
class LeaseFenceTest {
  /** How an attempt ends without a result. */
  enum Way {
    RELEASED,
    YIELDED,
    SNOOZED,
    RETRIED,
    UNCONFIRMED,
    LAPSED,
    TIMED_OUT,
    FAILED_AND_RETRIED_BY_HAND,
    CANCELLED_AND_RETRIED_BY_HAND,
    LAPSED_AFTER_A_RESTART
  }

  private final ManualTime time = new ManualTime();
  private final Gate gate = new Gate();
  private final Fixture fixture =
      Fixture.with(gate.handler("resize", Kind.WAITS))
          .time(time)
          .settings(o -> o.withWorkers(1).withTimeLimit(Duration.ofHours(3)));
  private final RemoteWorker gpu = new RemoteWorker(fixture, "gpu-1", "resize");

  @AfterEach
  void close() {
    gate.open();
    fixture.close();
  }

  /** A job that a worker elsewhere has, since the only place here is taken. */
  private Lease leased() throws Exception {
    fixture.start();
    fixture.enqueue("resize", "here");
    gate.awaitStarted(1);
    fixture.enqueue("resize", "elsewhere");
    return gpu.claims();
  }

  private void comeBack(Lease lease, Way way) throws Exception {
    switch (way) {
      case RELEASED -> gpu.releases(lease, Optional.empty());
      case YIELDED -> gpu.ends(lease, JobOutcome.yielded(Bytes.utf8("half")));
      case SNOOZED -> gpu.ends(lease, JobOutcome.snoozed(Duration.ofMinutes(1)));
      case RETRIED -> gpu.ends(lease, JobOutcome.retry("busy"));
      case UNCONFIRMED -> time.pass(JobLeases.CONFIRMED_WITHIN);
      case LAPSED -> lapse(lease);
      case TIMED_OUT -> timeOut(lease);
      case FAILED_AND_RETRIED_BY_HAND -> {
        gpu.ends(lease, JobOutcome.failed("broken"));
        fixture.queue().retry(lease.job().id());
      }
      case CANCELLED_AND_RETRIED_BY_HAND -> {
        fixture.queue().cancel(lease.job().id());
        fixture.queue().retry(lease.job().id());
      }
      case LAPSED_AFTER_A_RESTART -> {
        gpu.beats(lease);
        gate.open();
        fixture.restart();
        time.pass(JobLeases.LENGTH);
      }
    }
    Await.until("it is back", () -> state(lease) != JobState.PROCESSING);
  }

  private void lapse(Lease lease) {
    gpu.beats(lease);
    time.pass(JobLeases.LENGTH);
  }

  private void timeOut(Lease lease) throws Exception {
    for (int i = 0; i < 3 * 60 + 2 && state(lease) == JobState.PROCESSING; i++) {
      gpu.beats(lease);
      time.pass(JobLeases.LENGTH.minusSeconds(1));
    }
    time.pass(JobLeases.LENGTH);
  }

  private JobState state(Lease lease) {
    return fixture.queue().job(lease.job().id()).state();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void w27_oldTokenChangesNothingOnceTheJobIsClaimedAgainElsewhere(Way way) throws Exception {
    Lease old = leased();
    comeBack(old, way);
    Lease next = next(old);
    refused(old);
    gpu.completes(next, "new");
    refused(old);
    assertEquals("new", fixture.queue().detail(old.job().id()).result().orElseThrow().text());
  }

  /** Lets the worker claim the job again; it is the only one who counts then. */
  private Lease next(Lease old) throws Exception {
    fixture.queue().pause(); // until nobody here can take it
    fixture.handlers(LambdaHandler.echo("other"));
    gate.open();
    fixture.restart();
    fixture.queue().resume();
    time.pass(Duration.ofHours(1));
    Lease next = gpu.begins();
    assertEquals(old.job().id(), next.job().id());
    assertEquals(old.job().claims().latest() + 1, next.job().claims().latest());
    return next;
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"RELEASED", "UNCONFIRMED", "CANCELLED_AND_RETRIED_BY_HAND"})
  void w27_oldTokenChangesNothingOnceTheJobIsClaimedHere(Way way) throws Exception {
    Lease old = leased();
    comeBack(old, way);
    gate.release(1);
    gate.awaitStarted(2);
    assertEquals(old.job().id(), gate.started().getLast());
    refused(old);
    gate.release(1);
    Job done = fixture.finished(old.job().id());
    assertEquals(JobState.COMPLETED, done.state());
    assertEquals(Optional.empty(), done.claims().worker());
    refused(old);
    assertEquals("elsewhere", fixture.queue().detail(old.job().id()).result().orElseThrow().text());
  }

  private void refused(Lease old) {
    assertThrows(LeaseLostException.class, () -> gpu.completes(old, "old"));
    assertThrows(LeaseLostException.class, () -> gpu.ends(old, JobOutcome.failed("old")));
    assertThrows(LeaseLostException.class, () -> gpu.saves(old, "old"));
    assertThrows(LeaseLostException.class, () -> gpu.beats(old));
  }
}
