package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Enqueued;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.IdempotencyMismatchException;
import pagoda.queue.InvalidJobException;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueFullException;
import pagoda.testing.Await;

/** t27: one request, however often it is sent, makes one job. */
class IdempotencyTest {
  private static JobRequest request(String scope, String key, String payload) {
    return JobRequest.of("echo", Bytes.utf8(payload))
        .withIdempotencyKey(new IdempotencyKey(scope, key));
  }

  @Test
  void t27RepeatReturnsTheFirstJob() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Enqueued first = fixture.queue().enqueue(request("", "k", "a"));
      Enqueued second = fixture.queue().enqueue(request("", "k", "a"));
      assertFalse(first.repeated());
      assertTrue(second.repeated());
      assertEquals(first.job(), second.job());
      assertEquals(1, fixture.queue().snapshot().count(JobState.PENDING));
      assertEquals(1, fixture.queue().snapshot().totals().repeated());
    }
  }

  @Test
  void t27ConcurrentRepeatsMakeOneJob() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Enqueued>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(threads.submit(() -> fixture.queue().enqueue(request("", "k", "a"))));
      }
      Set<UUID> ids = new HashSet<>();
      int fresh = 0;
      for (Future<Enqueued> call : calls) {
        ids.add(call.get().job().id());
        fresh += call.get().repeated() ? 0 : 1;
      }
      assertEquals(1, ids.size());
      assertEquals(1, fresh);
    }
  }

  @Test
  void t27OtherRequestUnderTheSameKeyIsRefused() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      UUID id = fixture.queue().enqueue(request("", "k", "a")).job().id();
      List<JobRequest> others =
          List.of(
              request("", "k", "b"),
              request("", "k", "a").withPriority(2),
              request("", "k", "a").withMaxAttempts(9));
      for (JobRequest other : others) {
        IdempotencyMismatchException e =
            assertThrows(IdempotencyMismatchException.class, () -> fixture.queue().enqueue(other));
        assertEquals(id, e.id());
        assertThrows(IdempotencyMismatchException.class, () -> fixture.queue().admit(other));
      }
      assertEquals(1, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }

  @Test
  void t27KeysAreScoped() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      UUID one = fixture.queue().enqueue(request("tenant 1", "k", "a")).job().id();
      UUID two = fixture.queue().enqueue(request("tenant 2", "k", "a")).job().id();
      UUID joined = fixture.queue().enqueue(request("tenant", " 1k", "a")).job().id();
      assertNotEquals(one, two);
      assertNotEquals(one, joined);
    }
  }

  @Test
  void t27KeySurvivesARestartAndTheEndOfItsJob() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      UUID id = fixture.queue().enqueue(request("", "k", "a")).job().id();
      fixture.finished(id);
      fixture.restart();
      Enqueued again = fixture.queue().enqueue(request("", "k", "a"));
      assertTrue(again.repeated());
      assertEquals(id, again.job().id());
      assertEquals(JobState.COMPLETED, again.job().state());
    }
  }

  @Test
  void t27KeyIsFreeOnceItsJobIsPruned() throws Exception {
    ManualTime time = new ManualTime();
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .time(time)
            .settings(
                s -> s.withRetention(Duration.ofHours(1)).withKeyRetention(Duration.ofHours(1)))
            .start()) {
      UUID id = fixture.queue().enqueue(request("", "k", "a")).job().id();
      fixture.finished(id);
      time.pass(Duration.ofHours(2));
      Await.until(
          "the job is pruned",
          () -> {
            fixture.queue().resume(); // any change wakes the writer, whose clock stands still
            return fixture.queue().snapshot().totals().pruned() == 1;
          });
      Enqueued again = fixture.queue().enqueue(request("", "k", "a"));
      assertFalse(again.repeated());
      assertNotEquals(id, again.job().id());
    }
  }

  @Test
  void t27RepeatPassesWhenFull() {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .settings(s -> s.withCapacity(1).withEmergencyReserve(0))
            .open()) {
      UUID id = fixture.queue().enqueue(request("", "k", "a")).job().id();
      assertThrows(
          QueueFullException.class, () -> fixture.queue().enqueue(request("", "other", "a")));
      assertEquals(id, fixture.queue().enqueue(request("", "k", "a")).job().id());
      assertEquals(
          Optional.of(id),
          fixture.queue().admit(request("", "k", "a")).earlier().map(e -> e.job().id()));
      assertThrows(
          QueueFullException.class, () -> fixture.queue().admit(request("", "other", "a")));
    }
  }

  @Test
  void t27RetryableJobDoesNotConflictWithItself() throws Exception {
    LambdaHandler flaky =
        LambdaHandler.waits(
            "echo",
            (payload, context) ->
                context.job().attempt() == 1
                    ? JobOutcome.retry("once")
                    : JobOutcome.completed(payload));
    var soon = pagoda.queue.RetryBackoff.fixed(Duration.ofMillis(5));
    try (Fixture fixture = Fixture.with(flaky).settings(s -> s.withBackoff(soon)).start()) {
      UUID id = fixture.queue().enqueue(request("", "k", "a")).job().id();
      assertEquals(JobState.COMPLETED, fixture.finished(id).state());
    }
  }

  @Test
  void t27KeysHaveBounds() {
    assertThrows(InvalidJobException.class, () -> new IdempotencyKey("", ""));
    assertThrows(InvalidJobException.class, () -> new IdempotencyKey("", "a\0b"));
    assertThrows(InvalidJobException.class, () -> new IdempotencyKey("a\0b", "k"));
    assertThrows(InvalidJobException.class, () -> new IdempotencyKey("", "k".repeat(256)));
    assertEquals(255, new IdempotencyKey("", "k".repeat(255)).key().length());
  }

  @Test
  void t27RepeatWithinOneBatchMakesOneJob() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      var outcomes =
          fixture
              .queue()
              .enqueueAll(
                  List.of(request("", "k", "a"), request("", "k", "a"), request("", "k", "other")));
      assertEquals(Items.accepted(outcomes.get(0)).job(), Items.accepted(outcomes.get(1)).job());
      assertTrue(Items.refused(outcomes.get(2)) instanceof IdempotencyMismatchException);
    }
  }
}
