package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.RetryBackoff;
import pagoda.queue.StopReason;
import pagoda.queue.blackbox.LeaseModel.ModelledJob;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.LeaseLostException;
import pagoda.testing.Seed;

/**
 * Random words of workers, old tokens among them, restarts and a time of day that jumps by an hour,
 * against a model that knows one clock; after each step everything must agree.
 */
class LeaseModelTest {
  private static final Duration WAIT = Duration.ofSeconds(LeaseModel.BACKOFF);

  private final Random random = Seed.random("LeaseModelTest");
  private final ManualTime time = new ManualTime();
  private final Fixture fixture =
      Fixture.with(LambdaHandler.echo("echo"))
          .time(time)
          .settings(o ->
              o.withMaxAttempts(LeaseModel.ATTEMPTS)
                  .withBackoff(RetryBackoff.fixed(WAIT))
                  .withTimeLimit(Duration.ofSeconds(LeaseModel.LIMIT))
                  .withStopGrace(Duration.ofSeconds(LeaseModel.GRACE)));
  private final LeaseModel model = new LeaseModel();
  private final List<UUID> ids = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();
  private RemoteWorker worker;

  /** A lease that was given at some time. */
  private record Held(ModelledJob job, Lease lease) {
    long claim() {
      return lease.job().claims().latest();
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void step() {
    int action = random.nextInt(100);
    if (action < 12) {
      add();
    } else if (action < 35) {
      claim();
    } else if (action < 55) {
      pass();
    } else if (action < 59) {
      long hour = random.nextBoolean() ? 1 : -1;
      steps.add("clock " + hour);
      time.setClockBy(Duration.ofHours(hour));
    } else if (action < 60) {
      steps.add("restart");
      model.restart();
      fixture.restart();
    } else if (action < 64 && !ids.isEmpty()) {
      byHand(model.jobs.get(random.nextInt(ids.size())));
    } else if (!held.isEmpty()) {
      word(held.get(Math.max(random.nextInt(held.size()), random.nextInt(held.size()))));
    }
    fixture.queue().resume(); // a round, in which what is due is done
  }

  private void add() {
    int priority = 1 + random.nextInt(3);
    steps.add("add " + priority);
    model.add(priority);
    ids.add(fixture.enqueue("resize", priority).id());
  }

  private void claim() {
    worker = new RemoteWorker(fixture, "w" + steps.size(), "resize");
    ClaimAnswer answer =
        RemoteWorker.get(
            fixture.queue().leases().claim(worker.request(UUID.randomUUID(), Duration.ZERO)));
    Optional<ModelledJob> expected = model.claim();
    steps.add("claim " + expected.map(job -> job.number));
    if (expected.isEmpty()) {
      assertEquals(new ClaimAnswer.Nothing(ClaimAnswer.Why.WAITED), answer);
      return;
    }
    Lease lease = ((ClaimAnswer.Leased) answer).lease();
    assertEquals(ids.get(expected.get().number), lease.job().id());
    held.add(new Held(expected.get(), lease));
  }

  private void pass() {
    int seconds = 1 + random.nextInt(random.nextInt(10) == 0 ? 500 : 25);
    steps.add("pass " + seconds);
    time.pass(Duration.ofSeconds(seconds));
    model.pass(seconds);
  }

  private void byHand(ModelledJob job) {
    UUID id = ids.get(job.number);
    switch (job.state) {
      case PENDING, PROCESSING -> {
        steps.add("cancel " + job.number);
        model.cancel(job);
        fixture.queue().cancel(id);
      }
      case SCHEDULED, FAILED, CANCELLED -> {
        steps.add("retry " + job.number);
        model.retry(job);
        fixture.queue().retry(id);
      }
      case COMPLETED -> {}
    }
  }

  private void word(Held of) {
    int action = random.nextInt(10);
    steps.add("word " + action + " of " + of.job().number + "/" + of.claim());
    switch (action) {
      case 0, 1, 2, 3 -> beat(of);
      case 4 -> {
        int value = steps.size();
        boolean taken = model.checkpoint(of.job(), of.claim(), value);
        expect(taken, () -> worker.saves(of.lease(), String.valueOf(value)));
      }
      case 5, 6 ->
          expect(
              model.complete(of.job(), of.claim()), () -> worker.completes(of.lease(), "result"));
      case 7 -> {
        boolean again = random.nextBoolean();
        expect(
            model.stop(of.job(), of.claim(), "failed", again),
            () ->
                worker.ends(of.lease(), again ? JobOutcome.retry("no") : JobOutcome.failed("no")));
      }
      case 8 ->
          expect(
              model.stop(of.job(), of.claim(), "released", true),
              () -> worker.releases(of.lease(), Optional.empty()));
      default ->
          expect(
              model.stop(of.job(), of.claim(), "snoozed", true),
              () -> worker.ends(of.lease(), JobOutcome.snoozed(WAIT)));
    }
  }

  private void beat(Held of) {
    Optional<Optional<StopReason>> expected = model.beat(of.job(), of.claim());
    Optional<Optional<StopReason>> seen;
    try {
      seen = Optional.of(worker.beats(of.lease()));
    } catch (LeaseLostException e) {
      seen = Optional.empty();
    }
    assertEquals(expected, seen);
  }

  private static void expect(boolean taken, Runnable word) {
    boolean seen;
    try {
      word.run();
      seen = true;
    } catch (LeaseLostException e) {
      seen = false;
    }
    assertEquals(taken, seen);
  }

  private void check() {
    for (ModelledJob expected : model.jobs) {
      Job job = fixture.queue().job(ids.get(expected.number));
      assertEquals(expected.state, job.state(), "state of " + expected.number);
      assertEquals(expected.attempt, job.attempt(), "attempt of " + expected.number);
      assertEquals(expected.claims, job.claims().latest(), "claims of " + expected.number);
    }
  }

  /** The last lease of a job that still goes on tells its checkpoint. */
  private void checkCheckpoints() {
    for (Held each : held) {
      if (each.job().state == JobState.PROCESSING && each.job().claims == each.claim()) {
        Optional<Bytes> expected =
            each.job().checkpoint == 0
                ? Optional.empty()
                : Optional.of(Bytes.utf8(String.valueOf(each.job().checkpoint)));
        boolean live = model.beat(each.job(), each.claim()).isPresent();
        assertEquals(true, live);
        assertEquals(expected, worker.checkpoint(each.lease()));
      }
    }
  }

  @Test
  void w31_agreesWithTheModelWhateverTheClocksDo() {
    fixture.start();
    worker = new RemoteWorker(fixture, "w", "resize");
    ClaimAnswer first =
        RemoteWorker.get(
            fixture.queue().leases().claim(worker.request(UUID.randomUUID(), Duration.ZERO)));
    assertEquals(new ClaimAnswer.Nothing(ClaimAnswer.Why.WAITED), first);
    try {
      for (int i = 0; i < 1_500; i++) {
        step();
        check();
        if (i % 50 == 0) {
          checkCheckpoints();
        }
      }
    } catch (AssertionError e) {
      throw new AssertionError(String.join(", ", steps.subList(0, steps.size())), e);
    }
    fixture.queue().close(Duration.ZERO);
    assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
  }
}
