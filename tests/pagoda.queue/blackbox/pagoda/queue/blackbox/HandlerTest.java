package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobHandlers;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.QueueEnvironment;
import pagoda.testing.Await;

class HandlerTest {
  private static QueueEnvironment environment(Executor compute) {
    return new QueueEnvironment(
        compute, InstantSource.system(), System::nanoTime, RandomGenerator.of("L64X128MixRandom"));
  }

  private static LambdaHandler threadName(String type, Kind kind) {
    return new LambdaHandler(
        type,
        kind,
        java.util.Optional.empty(),
        (payload, context) -> {
          Thread thread = Thread.currentThread();
          return JobOutcome.completed(
              Bytes.utf8((thread.isVirtual() ? "virtual" : "platform") + " " + thread.getName()));
        });
  }

  private static String result(Fixture fixture, String type) throws Exception {
    Job job = fixture.enqueue(type, "x");
    fixture.finished(job.id());
    return fixture.queue().detail(job.id()).result().orElseThrow().text();
  }

  @Test
  void waitingHandlersRunOnVirtualThreadsAndComputingOnesOnTheExecutor() throws Exception {
    try (var pool = Executors.newFixedThreadPool(1, task -> new Thread(task, "solver"));
        Fixture fixture =
            Fixture.with(threadName("w", Kind.WAITS), threadName("c", Kind.COMPUTES))
                .environment(environment(pool))
                .start()) {
      assertTrue(result(fixture, "w").startsWith("virtual "));
      assertEquals("platform solver", result(fixture, "c"));
    }
  }

  @Test
  void defaultEnvironmentComputesOnPlatformThreads() throws Exception {
    try (Fixture fixture = Fixture.with(threadName("c", Kind.COMPUTES)).start()) {
      assertTrue(result(fixture, "c").startsWith("platform "));
    }
  }

  @Test
  void executorThatRunsInTheCallingThreadStopsNoAnswer() throws Exception {
    LambdaHandler saving =
        LambdaHandler.computes(
            "c",
            (payload, context) ->
                JobOutcome.completed(
                    Bytes.utf8(String.valueOf(context.saveCheckpoint(Bytes.utf8("half"))))));
    try (Fixture fixture = Fixture.with(saving).environment(environment(Runnable::run)).start()) {
      assertEquals("true", result(fixture, "c"));
    }
  }

  @Test
  void executorThatRefusesIsOfferedTheJobAgainAndNoAttemptBurns() throws Exception {
    AtomicInteger offers = new AtomicInteger();
    Executor busy =
        task -> {
          if (offers.incrementAndGet() <= 3) {
            throw new RejectedExecutionException("busy");
          }
          Thread.ofPlatform().start(task);
        };
    try (Fixture fixture =
        Fixture.with(threadName("c", Kind.COMPUTES)).environment(environment(busy)).start()) {
      Job job = fixture.enqueue("c", "x");
      Job end = fixture.finished(job.id());
      assertEquals(JobState.COMPLETED, end.state());
      assertEquals(1, end.attempt());
      assertEquals(4, offers.get());
    }
  }

  @Test
  void fullLaneHoldsUpNoOtherLane() throws Exception {
    Gate gate = new Gate();
    try (Fixture fixture =
        Fixture.with(gate.handler("c", Kind.COMPUTES), threadName("w", Kind.WAITS))
            .settings(s -> s.withComputeWorkers(1).withWorkers(1))
            .start()) {
      fixture.enqueue("c", 100);
      gate.awaitStarted(1);
      fixture.enqueue("c", 100);
      assertTrue(result(fixture, "w").startsWith("virtual "));
      assertEquals(1, gate.started().size());
      gate.open();
    }
  }

  @Test
  void workersBoundWhatRunsAtOnce() throws Exception {
    AtomicInteger now = new AtomicInteger();
    List<Integer> seen = new CopyOnWriteArrayList<>();
    CountDownLatch three = new CountDownLatch(3);
    LambdaHandler counting =
        LambdaHandler.waits(
            "count",
            (payload, context) -> {
              seen.add(now.incrementAndGet());
              three.countDown();
              three.await(); // the first three meet, or the test ends here
              now.decrementAndGet();
              return JobOutcome.completed(payload);
            });
    try (Fixture fixture = Fixture.with(counting).settings(s -> s.withWorkers(3)).start()) {
      for (int i = 0; i < 60; i++) {
        fixture.enqueue("count", 1);
      }
      Await.until("all done", () -> fixture.queue().snapshot().count(JobState.COMPLETED) == 60);
      assertTrue(seen.stream().allMatch(n -> n <= 3), seen::toString);
      assertTrue(seen.contains(3), seen::toString);
    }
  }

  @Test
  void interruptDoesNotOutliveTheHandler() throws Exception {
    Gate gate = new Gate();
    try (var pool = Executors.newFixedThreadPool(1);
        Fixture fixture =
            Fixture.with(
                    gate.handler("gate", Kind.COMPUTES),
                    LambdaHandler.computes(
                        "flag",
                        (payload, context) ->
                            JobOutcome.completed(
                                Bytes.utf8(
                                    String.valueOf(Thread.currentThread().isInterrupted())))))
                .environment(environment(pool))
                .settings(s -> s.withComputeWorkers(1))
                .start()) {
      Job job = fixture.enqueue("gate", 1);
      gate.awaitStarted(1);
      fixture.queue().cancel(job.id());
      assertEquals("false", result(fixture, "flag"));
    }
  }

  @Test
  void typesAreCheckedAndServedOnce() {
    for (String type : List.of("", "Upper", "a b", "x".repeat(65), "é")) {
      assertThrows(
          InvalidHandlerException.class, () -> JobHandlers.of(LambdaHandler.echo(type)), type);
    }
    InvalidHandlerException e =
        assertThrows(
            InvalidHandlerException.class,
            () -> JobHandlers.of(LambdaHandler.echo("a"), LambdaHandler.echo("a")));
    assertTrue(e.getMessage().contains("served by both"), e::getMessage);
    JobHandlers joined =
        JobHandlers.of(LambdaHandler.echo("a")).and(Set.of(LambdaHandler.echo("b-1.x_")));
    assertEquals(Set.of("a", "b-1.x_"), joined.types());
    assertTrue(joined.find("a").isPresent());
    assertFalse(joined.find("c").isPresent());
    assertTrue(JobHandlers.discover(ModuleLayer.boot()).types().isEmpty());
  }
}
