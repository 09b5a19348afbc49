package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.RetryBackoff;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;
import pagoda.testing.Seed;

/** Random operations, restarts and crashes against a model; after each, everything must agree. */
class ModelTest {
  private static final int WORKERS = 3;

  private final ManualTime time = new ManualTime();
  private final Random random = Seed.random("ModelTest");
  private final Map<UUID, SynchronousQueue<JobOutcome>> running = new ConcurrentHashMap<>();
  private final QueueModel model = new QueueModel(WORKERS, time::millis);
  private Fixture fixture;

  /** Runs until the test decides how the attempt ends. */
  private JobOutcome handle(Bytes payload, JobContext context) throws InterruptedException {
    SynchronousQueue<JobOutcome> outcome = new SynchronousQueue<>();
    running.put(context.job().id(), outcome);
    try {
      return outcome.take();
    } finally {
      running.remove(context.job().id(), outcome);
    }
  }

  private Fixture fixture() {
    long millis = QueueModel.BACKOFF_MILLIS;
    RetryBackoff exact = RetryBackoff.fixed(Duration.ofMillis(millis));
    Fixture made = Fixture.with(LambdaHandler.waits("model", this::handle)).time(time);
    return made.settings(s ->
        s.withWorkers(WORKERS)
            .withBackoff(exact)
            .withYieldFrom(101)
            .withTimeLimit(Duration.ofDays(7)));
  }

  @Test
  void randomOperationsAgreeWithTheModel() throws Exception {
    fixture = fixture().start();
    try {
      for (int step = 0; step < 400; step++) {
        String operation = operate(random.nextInt(100));
        String where = "step " + step + ", " + operation;
        awaitAgreement(where);
        if (step % 40 == 0) {
          assertEquals(List.of(), FileStore.verify(fixture.file()).problems(), where);
        }
      }
      fixture.queue().close(Duration.ZERO);
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    } finally {
      fixture.close();
    }
  }

  private void awaitAgreement(String where) throws Exception {
    try {
      Await.until(where, Duration.ofSeconds(60), () -> difference().isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError(where + ": " + difference(), e);
    }
  }

  private String operate(int dice) throws Exception {
    if (dice < 30) {
      return enqueue();
    } else if (dice < 62) {
      return end();
    } else if (dice < 72) {
      return cancel();
    } else if (dice < 80) {
      return retry();
    } else if (dice < 88) {
      time.pass(Duration.ofMillis(random.nextLong(2 * QueueModel.BACKOFF_MILLIS)));
      fixture.queue().list(pagoda.queue.JobQuery.newest(1));
      wake();
      model.due(time.millis());
      return "time passes";
    } else if (dice < 93) {
      return pause();
    } else if (dice < 97) {
      return restart();
    }
    return crash();
  }

  /** Makes the writer look at the clock. */
  private void wake() {
    if (model.paused) {
      fixture.queue().pause();
    } else {
      fixture.queue().resume();
    }
  }

  private String enqueue() {
    int priority = random.nextInt(4);
    int attempts = 1 + random.nextInt(3);
    long delay = random.nextInt(3) == 0 ? random.nextLong(20_000) : 0;
    Instant runAt = time.instant().plusMillis(delay);
    Bytes payload = Bytes.of(new byte[random.nextInt(3_000)]);
    JobRequest request =
        JobRequest.of("model", payload)
            .withPriority(priority)
            .withMaxAttempts(attempts)
            .withRunAt(runAt);
    UUID id = fixture.queue().enqueue(request).job().id();
    model.enqueue(id, priority, attempts, runAt.toEpochMilli(), time.millis());
    return "enqueue";
  }

  private String end() throws Exception {
    List<ModelJob> candidates = model.in(JobState.PROCESSING);
    if (candidates.isEmpty()) {
      return "nothing to end";
    }
    ModelJob job = candidates.get(random.nextInt(candidates.size()));
    JobOutcome outcome =
        switch (random.nextInt(11)) {
          case 0, 1 -> JobOutcome.retry("again");
          case 2 -> JobOutcome.failed("never");
          case 3 -> JobOutcome.yielded(Bytes.utf8("x"));
          case 4 -> JobOutcome.snoozed(Duration.ofSeconds(1 + random.nextInt(20)));
          default -> JobOutcome.completed(Bytes.of(new byte[random.nextInt(50)]));
        };
    end(job.id, outcome);
    switch (outcome) {
      case JobOutcome.Completed completed -> model.complete(job);
      case JobOutcome.Failed failed -> model.fail(job, failed.retryable(), time.millis());
      case JobOutcome.Yielded yielded -> model.putOff(job, time.millis() + 1000);
      case JobOutcome.Snoozed snoozed ->
          model.putOff(job, time.millis() + snoozed.after().toMillis());
    }
    return "end with " + outcome;
  }

  /**
   * Ends an attempt and waits until its handler has gone: a job that yields and is claimed again at
   * once looks the same before and after.
   */
  private void end(UUID id, JobOutcome outcome) throws Exception {
    SynchronousQueue<JobOutcome> attempt = running.get(id);
    assertTrue(attempt.offer(outcome, 60, TimeUnit.SECONDS), "nobody runs " + id);
    Await.until("the handler's end", Duration.ofSeconds(60), () -> running.get(id) != attempt);
  }

  private ModelJob any() {
    return model.jobs.isEmpty() ? null : model.jobs.get(random.nextInt(model.jobs.size()));
  }

  private String cancel() {
    ModelJob job = any();
    if (job != null) {
      if (model.cancel(job)) {
        fixture.queue().cancel(job.id);
      } else {
        assertThrows(JobConflictException.class, () -> fixture.queue().cancel(job.id));
      }
    }
    return "cancel";
  }

  private String retry() {
    ModelJob job = any();
    if (job != null) {
      if (model.retry(job, time.millis())) {
        fixture.queue().retry(job.id);
      } else {
        assertThrows(JobConflictException.class, () -> fixture.queue().retry(job.id));
      }
    }
    return "retry";
  }

  private String pause() {
    model.paused = !model.paused;
    wake();
    model.claim();
    return "pause " + model.paused;
  }

  /**
   * A closed queue does not wait for the handlers that it interrupted. One that has not noticed yet
   * would take the outcome meant for the next attempt at its job.
   */
  private void awaitHandlersGone() throws Exception {
    Await.until("the handlers' end", Duration.ofSeconds(60), running::isEmpty);
  }

  private String restart() throws Exception {
    fixture.queue().close(Duration.ZERO);
    awaitHandlersGone();
    model.close();
    fixture.start();
    model.claim();
    return "restart";
  }

  /** Goes on with a copy of the files as they are now: what a kill would have left. */
  private String crash() throws Exception {
    Fixture next = fixture();
    for (String suffix : List.of("", "-wal")) { // by another process, or SQLite's locks were gone
      Path from = fixture.folder().resolve("jobs.db" + suffix);
      if (from.toFile().exists()) {
        ChildProcess.run(next.folder(), "cp", from.toAbsolutePath().toString(), ".");
      }
    }
    model.crash();
    fixture.close();
    awaitHandlersGone();
    fixture = next.start();
    model.due(time.millis());
    return "crash";
  }

  /** What differs between queue and model; empty when they agree. */
  private String difference() {
    var snapshot = fixture.queue().snapshot();
    for (JobState state : JobState.values()) {
      if (snapshot.count(state) != model.in(state).size()) {
        return state + " " + snapshot.count(state) + ", model " + model.in(state).size();
      }
    }
    if (snapshot.retrying() != model.retrying()) {
      return "retrying " + snapshot.retrying() + ", model " + model.retrying();
    }
    for (ModelJob expected : model.jobs) {
      Job job = fixture.queue().job(expected.id);
      if (job.state() != expected.state
          || job.attempt() != expected.attempt
          || job.maxAttempts() != expected.maxAttempts) {
        return job + ", model " + expected.state + " " + expected.attempt;
      }
      int past = fixture.queue().detail(expected.id).attempts().size();
      if (past != expected.pastAttempts) {
        return job + " has " + past + " past attempts, model " + expected.pastAttempts;
      }
    }
    Set<UUID> expected = new HashSet<>();
    model.in(JobState.PROCESSING).forEach(j -> expected.add(j.id));
    return running.keySet().equals(expected) ? "" : "running " + running.keySet();
  }
}
