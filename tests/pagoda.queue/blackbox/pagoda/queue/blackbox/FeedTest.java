package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueEvent.EventsLost;
import pagoda.queue.QueueEvent.JobChanged;
import pagoda.queue.QueueEvent.PauseChanged;
import pagoda.queue.QueueSubscription;
import pagoda.testing.Await;

class FeedTest {
  private final List<QueueEvent> events = new CopyOnWriteArrayList<>();

  @Test
  void changesArriveInOrderAndNumbered() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      QueueSubscription subscription = fixture.queue().subscribe(events::add);
      Job job = fixture.enqueue("echo", "x");
      fixture.queue().pause();
      fixture.queue().resume();
      fixture.queue().start();
      fixture.finished(job.id());
      Await.until("five events", () -> events.size() == 5);
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), events.stream().map(QueueEvent::number).toList());
      assertEquals(JobState.PENDING, ((JobChanged) events.get(0)).job().state());
      assertTrue(((PauseChanged) events.get(1)).paused());
      assertEquals(false, ((PauseChanged) events.get(2)).paused());
      assertEquals(JobState.PROCESSING, ((JobChanged) events.get(3)).job().state());
      assertEquals(fixture.queue().job(job.id()), ((JobChanged) events.get(4)).job());
      subscription.close();
      fixture.enqueue("echo", "y");
      assertEquals(5, events.size());
    }
  }

  @Test
  void everyChangeOfManyJobsArrivesInItsOrder() throws Exception {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo")).settings(s -> s.withWorkers(32)).start()) {
      fixture.queue().subscribe(events::add);
      List<Future<?>> enqueued = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        enqueued.add(fixture.queue().enqueueAsync(JobRequest.of("echo", Bytes.EMPTY)));
      }
      for (Future<?> each : enqueued) {
        each.get();
      }
      Await.until("all events", () -> events.size() == 1_500);
      Map<UUID, List<JobState>> states = new HashMap<>();
      for (QueueEvent event : events) {
        Job job = ((JobChanged) event).job();
        states.computeIfAbsent(job.id(), id -> new ArrayList<>()).add(job.state());
      }
      assertEquals(500, states.size());
      List<JobState> life = List.of(JobState.PENDING, JobState.PROCESSING, JobState.COMPLETED);
      states.values().forEach(seen -> assertEquals(life, seen));
    }
  }

  @Test
  void slowListenerLosesEventsAndIsTold() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      fixture
          .queue()
          .subscribe(event -> {
            events.add(event);
            awaitQuietly(goOn);
          });
      for (int i = 0; i < 3; i++) {
        fixture
            .queue()
            .enqueueAll(java.util.Collections.nCopies(10_000, JobRequest.of("echo", Bytes.EMPTY)));
      }
      assertEquals(30_000, fixture.queue().snapshot().count(JobState.PENDING));
      goOn.countDown();
      Await.until("every event arrived or is told as lost", () -> arrived() + lost() == 30_000);
      assertTrue(lost() > 0);
      assertEquals(lost(), fixture.queue().snapshot().totals().eventsLost());
    }
  }

  private long arrived() {
    return events.stream().filter(JobChanged.class::isInstance).count();
  }

  private long lost() {
    return events.stream()
        .mapToLong(event -> event instanceof EventsLost lost ? lost.lost() : 0)
        .sum();
  }

  @Test
  void throwingListenerHarmsNobody() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      fixture
          .queue()
          .subscribe(event -> {
            throw new IllegalStateException("listener");
          });
      fixture.queue().subscribe(events::add);
      fixture.enqueue("echo", "x");
      fixture.enqueue("echo", "y");
      Await.until("both arrive", () -> events.size() == 2);
    }
  }

  @Test
  void waitEndsWithTheJob() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Job job = fixture.enqueue("echo", "x");
      CompletableFuture<Job> one = fixture.queue().whenFinished(job.id());
      CompletableFuture<Job> two = fixture.queue().whenFinished(job.id());
      CompletableFuture<Job> given = fixture.queue().whenFinished(job.id());
      given.cancel(true);
      fixture.queue().start();
      assertEquals(JobState.COMPLETED, one.get(30, TimeUnit.SECONDS).state());
      assertEquals(one.get(), two.get(30, TimeUnit.SECONDS));
      assertEquals(one.get(), fixture.finished(job.id()), "at once when it is finished already");
      assertTrue(given.isCancelled());
    }
  }

  @Test
  void waitForAnUnknownJobFails() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      CompletableFuture<Job> wait = fixture.queue().whenFinished(UUID.randomUUID());
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> wait.get(30, TimeUnit.SECONDS));
      assertTrue(e.getCause() instanceof JobNotFoundException);
    }
  }

  @Test
  void t29WaitersHearOfTheClosing() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Job job = fixture.enqueue("echo", "x");
      CompletableFuture<Job> wait = fixture.queue().whenFinished(job.id());
      fixture.queue().close(Duration.ZERO);
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> wait.get(30, TimeUnit.SECONDS));
      assertTrue(e.getCause() instanceof QueueClosedException);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
