package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.testing.Await;
import pagoda.testing.Seed;

class OrderTest {
  private final Gate gate = new Gate();

  private Fixture oneWorker() {
    return Fixture.with(gate.handler("gate", Kind.WAITS)).settings(s -> s.withWorkers(1));
  }

  @Test
  void t18ManyJobsOfOneMillisecondRunInOrderOfArrival() throws Exception {
    gate.open();
    try (Fixture fixture = oneWorker().time(new ManualTime()).open()) {
      List<UUID> expected = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Job job = fixture.enqueue("gate", 1);
        assertEquals(job.createdAt(), job.runAt());
        expected.add(job.id());
      }
      fixture.queue().start();
      gate.awaitStarted(200);
      assertEquals(expected, gate.started());
    }
  }

  @Test
  void t18RandomPrioritiesRunByPriorityThenArrival() throws Exception {
    Random random = Seed.random("OrderTest");
    gate.open();
    try (Fixture fixture = oneWorker().open()) {
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        jobs.add(fixture.enqueue("gate", random.nextInt(101)));
      }
      List<UUID> expected =
          jobs.stream() // a stable sort: arrival decides a tie
              .sorted(Comparator.comparingInt(Job::priority).reversed())
              .map(Job::id)
              .toList();
      fixture.queue().start();
      gate.awaitStarted(500);
      assertEquals(expected, gate.started());
    }
  }

  @Test
  void t18OrderHoldsBeyondWhatMemoryHolds() throws Exception {
    gate.open();
    try (Fixture fixture = oneWorker().open()) {
      List<UUID> expected = new ArrayList<>();
      List<JobRequest> batch = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        batch.add(JobRequest.of("gate", Bytes.EMPTY));
      }
      for (var outcome : fixture.queue().enqueueAll(batch)) {
        expected.add(Items.accepted(outcome).job().id());
      }
      fixture.queue().start();
      gate.awaitStarted(3_000);
      assertEquals(expected, gate.started());
    }
  }

  @Test
  void t22EmergencyOvertakesEverythingThatHasNotStarted() throws Exception {
    try (Fixture fixture = oneWorker().start()) {
      Job running = fixture.enqueue("gate", 1);
      gate.awaitStarted(1);
      Job normal = fixture.enqueue("gate", 1);
      Job emergency = fixture.enqueue("gate", 10);
      assertEquals(JobState.PENDING, fixture.queue().job(normal.id()).state());
      assertEquals(1, fixture.queue().snapshot().count(JobState.PROCESSING));
      gate.open();
      gate.awaitStarted(3);
      assertEquals(List.of(running.id(), emergency.id(), normal.id()), gate.started());
    }
  }

  @Test
  void t22bHigherNumbersGoFirstAndTheDefaultIsNormal() throws Exception {
    gate.open();
    try (Fixture fixture = oneWorker().open()) {
      UUID lowest = fixture.enqueue("gate", 0).id();
      UUID unset = fixture.enqueue("gate", "").id();
      UUID one = fixture.enqueue("gate", 1).id();
      UUID two = fixture.enqueue("gate", 2).id();
      UUID ten = fixture.enqueue("gate", 10).id();
      UUID highest = fixture.enqueue("gate", 100).id();
      fixture.queue().start();
      gate.awaitStarted(6);
      assertEquals(List.of(highest, ten, two, unset, one, lowest), gate.started());
    }
  }

  @Test
  void t23WithoutAgeingANormalJobStarvesAndThatIsVisible() throws Exception {
    ManualTime time = new ManualTime();
    try (Fixture fixture = oneWorker().time(time).start()) {
      fixture.enqueue("gate", 10);
      gate.awaitStarted(1);
      Job normal = fixture.enqueue("gate", 1);
      for (int i = 2; i <= 50; i++) {
        time.pass(Duration.ofMinutes(5));
        fixture.enqueue("gate", 10);
        gate.release(1);
        gate.awaitStarted(i);
      }
      assertFalse(gate.started().contains(normal.id()));
      var depth = fixture.queue().snapshot().pending().getLast();
      assertEquals(1, depth.priority());
      assertEquals(1, depth.depth());
      assertEquals(normal.createdAt(), depth.oldest().orElseThrow());
    }
  }

  @Test
  void t23WithAgeingANormalJobWaitsNoLongerThanTheBound() throws Exception {
    ManualTime time = new ManualTime();
    Duration step = Duration.ofMinutes(1);
    try (Fixture fixture =
        oneWorker().time(time).settings(s -> s.withWorkers(1).withAgeing(step)).start()) {
      fixture.enqueue("gate", 10);
      gate.awaitStarted(1);
      Job normal = fixture.enqueue("gate", 1);
      int starts = 1;
      while (!gate.started().contains(normal.id())) {
        time.pass(Duration.ofSeconds(30));
        fixture.enqueue("gate", 10);
        gate.release(1);
        gate.awaitStarted(++starts);
        assertTrue(starts < 50, "starved in spite of ageing");
      }
      Duration waited = Duration.between(normal.createdAt(), time.instant());
      assertEquals(step.multipliedBy(10 - 1), waited);
    }
  }

  @Test
  void t21ARetriedJobGoesBehindItsRivals() throws Exception {
    List<String> order = new java.util.concurrent.CopyOnWriteArrayList<>();
    LambdaHandler flaky =
        LambdaHandler.waits(
            "flaky",
            (payload, context) -> {
              order.add(payload.text());
              return payload.text().equals("bad") && context.job().attempt() < 3
                  ? pagoda.queue.JobOutcome.retry("again")
                  : pagoda.queue.JobOutcome.completed(payload);
            });
    var atOnce = pagoda.queue.RetryBackoff.fixed(Duration.ZERO);
    try (Fixture fixture =
        Fixture.with(flaky).settings(s -> s.withWorkers(1).withBackoff(atOnce)).open()) {
      fixture.enqueue("flaky", "bad");
      fixture.enqueue("flaky", "a");
      fixture.enqueue("flaky", "b");
      fixture.queue().start();
      Await.until("all done", () -> fixture.queue().snapshot().count(JobState.COMPLETED) == 3);
      assertEquals(List.of("bad", "a", "b"), order.subList(0, 3));
      assertEquals(List.of("bad", "bad"), order.subList(3, 5));
    }
  }

  @Test
  void t21DelayedUrgentJobsDoNotHoldUpOthers() throws Exception {
    gate.open();
    try (Fixture fixture = oneWorker().start()) {
      JobRequest delayed =
          JobRequest.of("gate", Bytes.EMPTY)
              .withPriority(100)
              .withRunAt(java.time.Instant.now().plusSeconds(3600));
      for (int i = 0; i < 100; i++) {
        fixture.queue().enqueue(delayed);
      }
      Job normal = fixture.enqueue("gate", 1);
      fixture.finished(normal.id());
      assertEquals(List.of(normal.id()), gate.started());
    }
  }
}
