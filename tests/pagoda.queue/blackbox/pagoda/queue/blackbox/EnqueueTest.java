package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Bytes;
import pagoda.queue.Enqueued;
import pagoda.queue.InvalidJobException;
import pagoda.queue.InvalidPayloadException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobContext;
import pagoda.queue.JobDetail;
import pagoda.queue.JobHandler;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.UnknownTypeException;

class EnqueueTest {
  @Test
  void jobIsAsRequestedWithDefaults() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Instant before = Instant.now().minusMillis(1);
      Enqueued enqueued = fixture.queue().enqueue(JobRequest.of("echo", Bytes.utf8("{}")));
      Job job = enqueued.job();
      assertFalse(enqueued.repeated());
      assertEquals("echo", job.type());
      assertEquals(1, job.priority());
      assertEquals(JobState.PENDING, job.state());
      assertEquals(0, job.attempt());
      assertEquals(3, job.maxAttempts());
      assertEquals(Optional.empty(), job.startedAt());
      assertEquals(Optional.empty(), job.finishedAt());
      assertEquals(Optional.empty(), job.lastError());
      assertTrue(job.createdAt().isAfter(before), () -> job.createdAt() + " after " + before);
      assertEquals(job.createdAt(), job.runAt());
      assertEquals(job, fixture.queue().job(job.id()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200, 1024, 1025, 70_000, 1 << 20})
  void payloadAndResultComeBackAsReceived(int size) throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      Bytes payload = Bytes.of(bytes);
      Job job = fixture.queue().enqueue(JobRequest.of("echo", payload)).job();
      fixture.finished(job.id());
      JobDetail detail = fixture.queue().detail(job.id());
      assertEquals(payload, detail.payload());
      assertEquals(Optional.of(payload), detail.result());
      assertEquals(JobState.COMPLETED, detail.job().state());
      assertEquals(1, detail.job().attempt());
    }
  }

  @Test
  void textPayloadIsNotTouched() {
    String text = "{\"a\": 1e400, \"b\":0.1000000000000000055511151231257827, \"a\":null }\n";
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Job job = fixture.enqueue("echo", text);
      assertEquals(text, fixture.queue().detail(job.id()).payload().text());
    }
  }

  @Test
  void idsAreDistinctUuidsOfVersion8() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Set<UUID> ids = new HashSet<>();
      Set<String> beginnings = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        UUID id = fixture.enqueue("echo", "x").id();
        assertEquals(8, id.version());
        assertEquals(2, id.variant());
        ids.add(id);
        beginnings.add(id.toString().substring(0, 8));
      }
      assertEquals(300, ids.size());
      assertEquals(300, beginnings.size(), "people tell jobs apart by the first digits");
    }
  }

  @Test
  void idOfAnotherFileIsNotFound() {
    try (Fixture one = Fixture.with(LambdaHandler.echo("echo")).open();
        Fixture other = Fixture.with(LambdaHandler.echo("echo")).open()) {
      UUID id = one.enqueue("echo", "x").id();
      other.enqueue("echo", "x");
      assertThrows(JobNotFoundException.class, () -> other.queue().job(id));
      assertThrows(JobNotFoundException.class, () -> other.queue().cancel(id));
      assertThrows(JobNotFoundException.class, () -> other.queue().job(UUID.randomUUID()));
    }
  }

  @Test
  void unknownTypeIsRefusedAndNamed() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      UnknownTypeException e =
          assertThrows(UnknownTypeException.class, () -> fixture.enqueue("ecco", "x"));
      assertEquals("ecco", e.type());
      assertEquals("Unknown job type ecco, known are [echo]", e.getMessage());
      assertEquals(0, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }

  @Test
  void rangesAreChecked() {
    JobRequest request = JobRequest.of("echo", Bytes.EMPTY);
    assertThrows(InvalidJobException.class, () -> request.withPriority(-1));
    assertThrows(InvalidJobException.class, () -> request.withPriority(101));
    assertThrows(InvalidJobException.class, () -> request.withMaxAttempts(-1));
    assertThrows(InvalidJobException.class, () -> request.withMaxAttempts(101));
    InvalidJobException e =
        assertThrows(InvalidJobException.class, () -> request.withRunAt(Instant.MAX));
    assertEquals("run_at", e.name());
  }

  @Test
  void tooLargePayloadIsRefused() {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"))
            .settings(s -> s.withMaxBytes(10, 1 << 20, 1 << 20))
            .open()) {
      fixture.enqueue("echo", "0123456789");
      PayloadTooLargeException e =
          assertThrows(
              PayloadTooLargeException.class, () -> fixture.enqueue("echo", "0123456789a"));
      assertEquals(10, e.limit());
      assertEquals(11, e.size());
    }
  }

  /** Takes only payloads that begin with a brace. */
  private record Picky(String type, Kind kind) implements JobHandler {
    @Override
    public void validate(Bytes payload) {
      if (!payload.text().startsWith("{")) {
        throw new InvalidPayloadException("payload must be an object");
      }
    }

    @Override
    public JobOutcome handle(Bytes payload, JobContext context) {
      return JobOutcome.completed(payload);
    }
  }

  @Test
  void handlerRefusesAPayloadBeforeTheJobExists() {
    try (Fixture fixture = Fixture.with(new Picky("picky", JobHandler.Kind.WAITS)).open()) {
      InvalidPayloadException e =
          assertThrows(InvalidPayloadException.class, () -> fixture.enqueue("picky", "[]"));
      assertEquals("payload must be an object", e.getMessage());
      fixture.enqueue("picky", "{}");
      assertEquals(1, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }

  @Test
  void batchItemsSucceedAndFailAlone() {
    try (Fixture fixture =
        Fixture.with(LambdaHandler.echo("echo"), new Picky("picky", JobHandler.Kind.WAITS))
            .open()) {
      List<ItemOutcome<Enqueued>> outcomes =
          fixture
              .queue()
              .enqueueAll(
                  List.of(
                      JobRequest.of("echo", Bytes.utf8("a")),
                      JobRequest.of("nobody", Bytes.utf8("b")),
                      JobRequest.of("picky", Bytes.utf8("c")),
                      JobRequest.of("echo", Bytes.utf8("d"))));
      assertEquals(4, outcomes.size());
      Job first = Items.accepted(outcomes.get(0)).job();
      Job last = Items.accepted(outcomes.get(3)).job();
      assertInstanceOf(UnknownTypeException.class, Items.refused(outcomes.get(1)));
      assertInstanceOf(InvalidPayloadException.class, Items.refused(outcomes.get(2)));
      assertEquals("a", fixture.queue().detail(first.id()).payload().text());
      assertEquals("d", fixture.queue().detail(last.id()).payload().text());
      assertEquals(2, fixture.queue().snapshot().count(JobState.PENDING));
    }
  }

  @Test
  void largeBatchKeepsItsOrder() {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      List<JobRequest> requests =
          java.util.stream.IntStream.range(0, 10_000)
              .mapToObj(i -> JobRequest.of("echo", Bytes.utf8("n" + i)))
              .toList();
      List<ItemOutcome<Enqueued>> outcomes = fixture.queue().enqueueAll(requests);
      for (int i : new int[] {0, 1, 4_095, 4_096, 9_999}) {
        UUID id = Items.accepted(outcomes.get(i)).job().id();
        assertEquals("n" + i, fixture.queue().detail(id).payload().text());
      }
      assertEquals(10_000, fixture.queue().snapshot().count(JobState.PENDING));
      List<JobRequest> tooMany = new java.util.ArrayList<>(requests);
      tooMany.add(requests.getFirst());
      assertThrows(InvalidJobException.class, () -> fixture.queue().enqueueAll(tooMany));
    }
  }
}
