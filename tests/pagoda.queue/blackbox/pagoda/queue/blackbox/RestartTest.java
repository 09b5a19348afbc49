package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueSnapshot;
import pagoda.testing.Await;

class RestartTest {
  private final Gate gate = new Gate();

  @Test
  void everythingIsThereAfterARestart() throws Exception {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"), gate.handler("gate", Kind.WAITS)).start()) {
      Job done = fixture.enqueue("echo", "done");
      fixture.finished(done.id());
      fixture.queue().pause();
      List<Job> pending = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        pending.add(fixture.enqueue("gate", i));
      }
      fixture.queue().cancel(pending.get(7).id());
      QueueSnapshot before = fixture.queue().snapshot();
      fixture.restart();
      QueueSnapshot after = fixture.queue().snapshot();
      assertEquals(before.jobs(), after.jobs());
      assertEquals(before.pending(), after.pending());
      assertTrue(after.paused(), "a pause survives a restart");
      assertEquals(before.boot() + 1, after.boot());
      assertEquals("done", fixture.queue().detail(done.id()).result().orElseThrow().text());
      assertEquals(pending.get(3), fixture.queue().job(pending.get(3).id()));
    }
  }

  @Test
  void orderHoldsAcrossARestart() throws Exception {
    gate.open();
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS)).settings(s -> s.withWorkers(1)).open()) {
      List<UUID> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        expected.add(fixture.enqueue("gate", 1).id());
      }
      fixture.queue().close();
      fixture.open();
      for (int i = 0; i < 20; i++) {
        expected.add(fixture.enqueue("gate", 1).id());
      }
      fixture.queue().start();
      gate.awaitStarted(40);
      assertEquals(expected, gate.started());
    }
  }

  @Test
  void t19IdsAreNotReusedAfterTheNewestJobIsPruned() throws Exception {
    ManualTime time = new ManualTime();
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .time(time)
            .settings(s -> s.withRetention(Duration.ofMinutes(1)))
            .start()) {
      Set<UUID> old = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        UUID id = fixture.enqueue("echo", "old").id();
        fixture.finished(id);
        old.add(id);
      }
      time.pass(Duration.ofMinutes(2));
      Await.until(
          "all are pruned",
          () -> {
            fixture.queue().resume();
            return fixture.queue().snapshot().totals().pruned() == 5;
          });
      fixture.restart();
      assertEquals(0, fixture.queue().snapshot().count(JobState.COMPLETED));
      for (int i = 0; i < 10; i++) {
        UUID id = fixture.enqueue("echo", "new").id();
        assertTrue(old.add(id), "an id was given out twice");
      }
    }
  }

  @Test
  void t19OldClientPollsAPrunedIdInVain() throws Exception {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .settings(s -> s.withRetention(Duration.ZERO))
            .start()) {
      Job job = fixture.enqueue("echo", "x");
      Await.until(
          "the job is pruned",
          () -> {
            fixture.queue().resume();
            return fixture.queue().snapshot().totals().pruned() == 1;
          });
      fixture.enqueue("echo", "y");
      assertThrows(JobNotFoundException.class, () -> fixture.queue().job(job.id()));
    }
  }

  @Test
  void t16ClaimsOfManyWorkersAfterARestartKeepTheOrder() throws Exception {
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS)).settings(s -> s.withWorkers(8)).open()) {
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        jobs.add(fixture.enqueue("gate", 40 - i));
      }
      fixture.queue().close();
      fixture.start();
      gate.awaitStarted(8);
      Set<UUID> first = new HashSet<>();
      jobs.subList(0, 8).forEach(j -> first.add(j.id()));
      assertEquals(first, new HashSet<>(gate.started()), "the eight most urgent run");
    }
  }

  @Test
  void t14TypeWithoutHandlerWaitsForItAndHoldsUpNobody() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("a"), LambdaHandler.echo("b")).open()) {
      Job orphan = fixture.enqueue("b", 100);
      Job later =
          fixture
              .queue()
              .enqueue(
                  JobRequest.of("b", Bytes.EMPTY).withRunAt(java.time.Instant.now().plusMillis(1)))
              .job();
      fixture.queue().close();
      fixture.handlers(LambdaHandler.echo("a")).start();
      Job other = fixture.enqueue("a", 1);
      fixture.finished(other.id());
      Await.until("both are parked", () -> fixture.queue().snapshot().parked() == 2);
      assertEquals(JobState.PENDING, fixture.queue().job(orphan.id()).state());
      assertEquals("b", fixture.queue().job(orphan.id()).type());
      assertEquals(100, fixture.queue().snapshot().pending().getFirst().priority());
      fixture.queue().close();
      fixture
          .handlers(
              LambdaHandler.echo("a"),
              LambdaHandler.computes("b", (p, c) -> pagoda.queue.JobOutcome.completed(p)))
          .start();
      assertEquals(JobState.COMPLETED, fixture.finished(orphan.id()).state());
      assertEquals(JobState.COMPLETED, fixture.finished(later.id()).state());
      assertEquals(0, fixture.queue().snapshot().parked());
    }
  }
}
