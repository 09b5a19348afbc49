package pagoda.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.app.programs.Programs;
import pagoda.app.types.TypeFiles;
import pagoda.app.types.TypeTable;
import pagoda.process.ProgramRunnerOptions;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.StopReason;
import pagoda.testing.Await;

/** What a handler in Java is told by its worker, and what the service is told of it. */
class RemoteAttemptTest {
  private static final int MOST = 1024;

  @TempDir Path folder;
  private final CompletableFuture<Thread> runs = new CompletableFuture<>();
  private FakeService service;
  private WorkClient client;
  private Programs programs;
  private String job;

  /** What a handler does. */
  private interface Body {
    JobOutcome run(Bytes payload, JobContext context) throws Exception;
  }

  private record Handler(Kind kind, Body body) implements JobHandler {
    @Override
    public String type() {
      return "t";
    }

    @Override
    public JobOutcome handle(Bytes payload, JobContext context) throws Exception {
      return body.run(payload, context);
    }
  }

  @BeforeEach
  void start() throws Exception {
    service = new FakeService();
    client = new WorkClient(service.url(), Optional::empty, Optional.empty());
    TypeTable none = new TypeTable(TypeFiles.NONE);
    programs = new Programs(none, ProgramRunnerOptions.defaults(folder), 1, new WorkerHome());
  }

  @AfterEach
  void stop() {
    programs.close();
    client.close();
    service.close();
  }

  private AttemptEnd execute(JobHandler.Kind kind, Body body) throws Exception {
    job = service.add("t", "payload", "Pagoda-Timeout-Seconds", "60");
    WorkerIdentity identity = new WorkerIdentity(UUID.randomUUID(), "w", "h", "1", 1);
    ClaimedJob claimed =
        ClaimedJob.of(client.claim(identity, UUID.randomUUID(), Set.of("t"), Duration.ZERO).get());
    RemoteRun run = new RemoteRun(claimed, client, Optional.empty(), MOST);
    return new RemoteAttempt(run, new Handler(kind, body), programs, client, MOST)
        .execute(System.nanoTime(), time -> true);
  }

  private AttemptEnd execute(Body body) throws Exception {
    return execute(JobHandler.Kind.WAITS, body);
  }

  private JobOutcome waitForever() throws InterruptedException {
    runs.complete(Thread.currentThread());
    new CountDownLatch(1).await();
    return JobOutcome.failed("never");
  }

  private void orderOnceItRuns(String order) {
    var _ = runs.thenAccept(_ -> service.order(job, order));
  }

  @ParameterizedTest
  @EnumSource(JobHandler.Kind.class)
  void aCancelInterruptsItAndNothingIsTold(JobHandler.Kind kind) throws Exception {
    orderOnceItRuns("cancel");
    assertEquals(AttemptEnd.CANCELLED, execute(kind, (payload, context) -> waitForever()));
    assertEquals(List.of(), service.told);
    assertEquals(kind == JobHandler.Kind.WAITS, runs.join().isVirtual());
  }

  @Test
  void aTimeoutInterruptsItAndIsTold() throws Exception {
    orderOnceItRuns("timeout");
    assertEquals(AttemptEnd.FAILED, execute((payload, context) -> waitForever()));
    assertEquals(List.of("fail retry=true: time limit of PT1M exceeded"), service.told);
  }

  @Test
  void aYieldIsAskedForAndGivesBackWithTheCheckpoint() throws Exception {
    orderOnceItRuns("yield");
    AttemptEnd end =
        execute((payload, context) -> {
          runs.complete(Thread.currentThread());
          Await.until("the order", context::yieldRequested);
          assertFalse(context.cancelled());
          return JobOutcome.yielded(
              Bytes.utf8(context.stopReason().map(StopReason::text).orElse("")));
        });
    assertEquals(AttemptEnd.RELEASED, end);
    assertEquals(List.of("release: yield"), service.told);
  }

  @Test
  void aYieldThatNobodyAskedForWaitsASecond() throws Exception {
    assertEquals(
        AttemptEnd.SNOOZED, execute((payload, context) -> JobOutcome.yielded(Bytes.utf8("early"))));
    assertEquals(List.of("snooze after=1000ms: "), service.told);
    assertEquals("early", service.savedCheckpoint(job));
  }

  @Test
  void aResultIsToldWithItsTypeAndWhatItUsed() throws Exception {
    AttemptEnd end =
        execute((payload, context) -> {
          context.used(
              new Attempt.Usage(
                  OptionalInt.of(3), OptionalLong.of(4096), Optional.of(Duration.ofSeconds(2))));
          return JobOutcome.completed(payload, "text/plain");
        });
    assertEquals(AttemptEnd.COMPLETED, end);
    assertEquals(List.of("complete text/plain: payload"), service.told);
    assertEquals("3 4096 2000", service.used);
  }

  @Test
  void aTypeThatNoHeaderMayHaveFailsTheJob() throws Exception {
    assertEquals(
        AttemptEnd.FAILED,
        execute((payload, context) -> JobOutcome.completed(payload, "text/\nplain")));
    assertTrue(
        service.told.getFirst().startsWith("fail retry=false: of the result"),
        service.told::toString);
  }

  /** Its own text cannot be had. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  @Test
  void whatIsThrownIsToldAsFarAsItCanBe() throws Exception {
    execute((payload, context) -> {
      throw new IllegalStateException("outer", new Mute());
    });
    String told = service.told.getFirst();
    assertTrue(
        told.startsWith(
            "fail retry=true: java.lang.IllegalStateException: outer\ncaused by "
                + Mute.class.getName()
                + ": its own text failed: java.lang.IllegalStateException\n  at "),
        told);
  }

  @Test
  void noOutcomeIsAFailureForGood() throws Exception {
    execute((payload, context) -> null);
    assertEquals(List.of("fail retry=false: handler returned null"), service.told);
  }

  @Test
  void aCheckpointIsSavedAndOneThatIsTooLargeRefused() throws Exception {
    execute((payload, context) -> {
      assertTrue(context.saveCheckpoint(Bytes.utf8("a")));
      try {
        context.saveCheckpoint(Bytes.of(new byte[MOST + 1]));
        return JobOutcome.failed("it was taken");
      } catch (PayloadTooLargeException e) {
        return JobOutcome.completed(context.checkpoint().orElseThrow());
      }
    });
    assertEquals(List.of("complete: a"), service.told);
    assertEquals("a", service.savedCheckpoint(job));
  }

  @Test
  void aLostLeaseInterruptsItAndSavesNothingMore() throws Exception {
    orderOnceItRuns("lost");
    CompletableFuture<Boolean> saved = new CompletableFuture<>();
    AttemptEnd end =
        execute((payload, context) -> {
          try {
            return waitForever();
          } catch (InterruptedException e) {
            saved.complete(context.saveCheckpoint(Bytes.utf8("late")));
            return JobOutcome.completed(payload);
          }
        });
    assertEquals(AttemptEnd.LOST, end);
    assertFalse(saved.join());
    assertEquals(List.of(), service.told);
    assertEquals("", service.savedCheckpoint(job));
  }
}
