package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.testing.Await;

/** Handlers that go on although they were told to stop: another worker takes their place. */
class StuckTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Semaphore release = new Semaphore(0);
  private final Semaphore started = new Semaphore(0);
  private final ManualTime time = new ManualTime();

  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Logger logger = Logger.getLogger("pagoda.queue");
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (line.getLevel().equals(Level.WARNING)) {
            log.add(MessageFormat.format(line.getMessage(), line.getParameters()));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  private JobOutcome ignoreEverything(Bytes payload, JobContext context) {
    started.release();
    release.acquireUninterruptibly();
    return JobOutcome.completed(payload);
  }

  private Fixture fixture(Kind kind) {
    LambdaHandler stuck =
        new LambdaHandler("stuck", kind, java.util.Optional.empty(), this::ignoreEverything);
    LambdaHandler fine =
        new LambdaHandler(
            "fine", kind, java.util.Optional.empty(), (p, c) -> JobOutcome.completed(p));
    return Fixture.with(stuck, fine)
        .time(time)
        .settings(s ->
            s.withWorkers(2)
                .withComputeWorkers(2)
                .withTimeLimit(LIMIT)
                .withStopGrace(GRACE)
                .withMaxAttempts(1));
  }

  /** Lets two handlers run until they are given up; returns the later job. */
  private Job getStuck(Fixture fixture) throws Exception {
    fixture.enqueue("stuck", "one");
    Job job = fixture.enqueue("stuck", "two");
    started.acquire(2);
    time.pass(LIMIT);
    fixture.queue().resume();
    time.pass(GRACE);
    fixture.finished(job.id());
    return job;
  }

  private static List<Integer> numbers(Fixture fixture) {
    var now = fixture.queue().snapshot();
    return List.of(now.running(), now.stuck(), now.replaced());
  }

  @Test
  void q05StuckHandlersAreReplacedAsOftenAsThereAreWorkers() throws Exception {
    for (Kind kind : Kind.values()) {
      try (Fixture fixture = fixture(kind).start()) {
        Job job = getStuck(fixture);
        Await.until("both are given up", () -> numbers(fixture).equals(List.of(2, 2, 2)));
        assertEquals(List.of(), fixture.queue().snapshot().exhausted());
        assertTold(job);
        Job fine = fixture.enqueue("fine", "x");
        assertEquals(JobState.COMPLETED, fixture.finished(fine.id()).state());
      } // whose end finds them stuck
    }
    release.release(100);
  }

  /** In one line, with where it is. */
  private void assertTold(Job job) {
    List<String> lines = log.stream().filter(line -> line.contains(job.id().toString())).toList();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains("its worker is replaced, "), lines::toString);
    assertTrue(lines.getFirst().contains("StuckTest.ignoreEverything("), lines::toString);
  }

  @Test
  void q05WhenNoWorkerIsLeftThatIsToldUntilTheyReturn() throws Exception {
    try (Fixture fixture = fixture(Kind.COMPUTES).start()) {
      getStuck(fixture);
      getStuck(fixture);
      Await.until("no worker is left", () -> numbers(fixture).equals(List.of(4, 4, 2)));
      assertEquals(List.of("compute"), fixture.queue().snapshot().exhausted());
      Job waiting = fixture.enqueue("fine", "x");
      fixture.queue().resume();
      assertEquals(JobState.PENDING, fixture.queue().job(waiting.id()).state());
      release.release(100);
      assertEquals(JobState.COMPLETED, fixture.finished(waiting.id()).state());
      Await.until("they have returned", () -> numbers(fixture).equals(List.of(0, 0, 0)));
      assertEquals(List.of(), fixture.queue().snapshot().exhausted());
      getAllWorkers(fixture);
    }
  }

  /** As many run at once as there are workers, and no more. */
  private void getAllWorkers(Fixture fixture) throws Exception {
    Gate gate = new Gate();
    fixture.queue().serve(pagoda.queue.JobHandlers.of(gate.handler("held", Kind.COMPUTES)));
    for (int i = 0; i < 4; i++) {
      fixture.enqueue("held", 1);
    }
    gate.awaitStarted(2);
    assertEquals(2, fixture.queue().snapshot().running());
    gate.open();
  }

  @Test
  void anExecutorWithoutAnotherThreadKeepsItsPlaceTaken() throws Exception {
    QueueEnvironment system = QueueEnvironment.system();
    try (Fixture fixture =
        fixture(Kind.COMPUTES)
            .environment(
                new QueueEnvironment(
                    task -> system.compute().execute(task), time, time, system.random()))
            .start()) {
      getStuck(fixture);
      Await.until("both are given up", () -> numbers(fixture).equals(List.of(2, 2, 0)));
      assertEquals(List.of("compute"), fixture.queue().snapshot().exhausted());
      release.release(100);
    }
  }
}
