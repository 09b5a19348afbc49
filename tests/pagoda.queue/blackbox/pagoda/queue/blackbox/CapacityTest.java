package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueFullException;

/** t24: a storm of jobs meets a bound, at once and with advice. */
class CapacityTest {
  private final Gate gate = new Gate();

  @Test
  void t24FullQueueRefusesAndTellsWhenToComeBack() {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .settings(s -> s.withCapacity(3).withEmergencyReserve(2))
            .open()) {
      for (int i = 0; i < 3; i++) {
        fixture.enqueue("echo", 9);
      }
      QueueFullException e =
          assertThrows(QueueFullException.class, () -> fixture.enqueue("echo", 9));
      assertEquals(3, e.waiting());
      assertEquals(3, e.capacity());
      assertTrue(e.retryAfter().toSeconds() >= 1 && e.retryAfter().toSeconds() <= 60);
      assertEquals(1, fixture.queue().snapshot().totals().refused());
    }
  }

  @Test
  void t24EmergenciesUseTheReserve() {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .settings(s -> s.withCapacity(3).withEmergencyReserve(2))
            .open()) {
      for (int i = 0; i < 3; i++) {
        fixture.enqueue("echo", 1);
      }
      fixture.enqueue("echo", 10);
      fixture.enqueue("echo", 100);
      QueueFullException e =
          assertThrows(QueueFullException.class, () -> fixture.enqueue("echo", 10));
      assertEquals(5, e.capacity());
      assertEquals(5, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }

  @Test
  void t24ScheduledJobsCountAndRunningOnesDoNot() throws Exception {
    try (Fixture fixture =
        Fixture.with(gate.handler("gate", Kind.WAITS))
            .settings(s -> s.withCapacity(2).withEmergencyReserve(0).withWorkers(1))
            .start()) {
      fixture.enqueue("gate", 1);
      gate.awaitStarted(1);
      fixture
          .queue()
          .enqueue(JobRequest.of("gate", Bytes.EMPTY).withRunAt(Instant.now().plusSeconds(3600)));
      Job second = fixture.enqueue("gate", 1);
      assertThrows(QueueFullException.class, () -> fixture.enqueue("gate", 1));
      fixture.queue().cancel(second.id());
      fixture.enqueue("gate", 1);
    }
  }

  @Test
  void t24BatchIsCutOffExactlyAtTheBound() {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .settings(s -> s.withCapacity(5).withEmergencyReserve(0))
            .open()) {
      var outcomes =
          fixture
              .queue()
              .enqueueAll(java.util.Collections.nCopies(8, JobRequest.of("echo", Bytes.EMPTY)));
      for (int i = 0; i < 5; i++) {
        Items.accepted(outcomes.get(i));
      }
      for (int i = 5; i < 8; i++) {
        assertTrue(Items.refused(outcomes.get(i)) instanceof QueueFullException);
      }
    }
  }

  @Test
  void t24ConcurrentStormNeverExceedsTheBound() throws Exception {
    AtomicInteger accepted = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .settings(s -> s.withCapacity(500).withEmergencyReserve(0))
            .open()) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 2_000; i++) {
          threads.execute(() -> {
            try {
              fixture.enqueue("echo", 1);
              accepted.incrementAndGet();
            } catch (QueueFullException e) {
              refused.incrementAndGet();
            }
          });
        }
      }
      assertEquals(500, accepted.get());
      assertEquals(1_500, refused.get());
      assertEquals(500, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }
}
