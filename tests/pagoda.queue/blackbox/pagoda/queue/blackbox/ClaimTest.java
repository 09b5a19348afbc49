package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobHandler.Kind;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.StopReason;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimAnswer.Nothing;
import pagoda.queue.lease.ClaimAnswer.Why;
import pagoda.queue.lease.ClaimLimitException;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.Worker;

/** Who gets which job, and who waits. */
class ClaimTest {
  private final ManualTime time = new ManualTime();
  private final Gate gate = new Gate();
  private final Fixture fixture =
      Fixture.with(gate.handler("here", Kind.WAITS)).time(time).settings(o -> o.withWorkers(1));
  private final RemoteWorker gpu = new RemoteWorker(fixture, "gpu-1", "a", "b");

  @AfterEach
  void close() {
    gate.open();
    fixture.close();
  }

  private void start() {
    fixture.start();
    gpu.isKnown();
  }

  private JobLeases leases() {
    return fixture.queue().leases();
  }

  @Test
  void w33_oneClaimIsWokenForAJobAndEachJobGoesToOne() {
    start();
    List<CompletableFuture<ClaimAnswer>> waiting = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      waiting.add(gpu.claiming());
    }
    Job one = fixture.enqueue("a", 1);
    assertEquals(one.id(), RemoteWorker.lease(waiting.getFirst()).job().id());
    assertEquals(1, waiting.stream().filter(CompletableFuture::isDone).count());
    Set<UUID> added = new HashSet<>();
    for (int i = 1; i < 400; i++) {
      added.add(fixture.enqueue(i % 2 == 0 ? "a" : "b", 1).id());
    }
    Set<UUID> got = new HashSet<>();
    waiting.stream().skip(1).forEach(claim -> got.add(RemoteWorker.lease(claim).job().id()));
    assertEquals(added, got);
    assertEquals(0, leases().snapshot().waiting());
  }

  @Test
  void w33_placesAreBoundedInAllAndForEachClient() {
    start();
    for (int i = 0; i < JobLeases.MOST_WAITING; i++) {
      CompletableFuture<ClaimAnswer> claim = leases().claim(of("client-" + i / 500));
      assertFalse(claim.isDone());
    }
    assertRefused(JobLeases.MOST_WAITING, "client-9");
    assertEquals(JobLeases.MOST_WAITING, leases().snapshot().waiting());
    leases().drain();
    assertEquals(0, leases().snapshot().waiting());
  }

  @Test
  void w33_oneClientCanNotHoldAllPlaces() {
    start();
    for (int i = 0; i < JobLeases.MOST_WAITING_OF_CLIENT; i++) {
      CompletableFuture<ClaimAnswer> claim = leases().claim(of("greedy"));
      assertFalse(claim.isDone());
    }
    assertRefused(JobLeases.MOST_WAITING_OF_CLIENT, "greedy");
    assertFalse(leases().claim(of("other")).isDone());
  }

  private void assertRefused(int limit, String client) {
    ClaimLimitException refusal =
        assertThrows(ClaimLimitException.class, () -> RemoteWorker.get(leases().claim(of(client))));
    assertEquals(limit, refusal.limit());
  }

  private static ClaimRequest of(String client) {
    Worker worker = new Worker(UUID.randomUUID(), "w", "", "", 0);
    return new ClaimRequest(UUID.randomUUID(), worker, Set.of("a"), RemoteWorker.LONG, client);
  }

  @Test
  void w34_nothingIsClaimedThatDoesNotStartAndTheUrgentGoesFirst() {
    start();
    fixture.enqueue("a", 1);
    Job urgent = fixture.enqueue("b", 50);
    Job normal = fixture.enqueue("b", 2);
    assertEquals(JobState.PENDING, fixture.queue().job(urgent.id()).state());
    assertEquals(urgent.id(), gpu.claims().job().id());
    assertEquals(normal.id(), gpu.claims().job().id());
  }

  @Test
  void w34_urgentJobMakesTheLeastUrgentAttemptYieldWhereverItRuns() {
    start();
    Job least = fixture.enqueue("a", 1);
    Lease leastLease = gpu.begins();
    fixture.enqueue("b", 3);
    Lease other = gpu.begins();
    RemoteWorker elsewhere = new RemoteWorker(fixture, "cpu", "c");
    CompletableFuture<ClaimAnswer> naming = elsewhere.claiming();
    fixture.enqueue("c", 0);
    Lease another = RemoteWorker.lease(naming);
    CompletableFuture<Optional<StopReason>> beat = gpu.beating(leastLease);
    CompletableFuture<Optional<StopReason>> otherBeat = gpu.beating(other);
    CompletableFuture<Optional<StopReason>> anotherBeat = elsewhere.beating(another);

    Job urgent = fixture.enqueue("b", 50);
    assertEquals(Optional.of(StopReason.YIELD), RemoteWorker.get(beat));
    assertFalse(otherBeat.isDone());
    assertFalse(anotherBeat.isDone(), "its worker does not take the urgent job");
    CompletableFuture<Optional<StopReason>> ignored = gpu.beating(leastLease);
    assertFalse(ignored.isDone(), "it is asked once");
    gpu.releases(leastLease, Optional.of("page 7"));
    assertEquals(urgent.id(), gpu.begins().job().id());
    assertEquals(0, fixture.queue().job(least.id()).attempt());
    Lease again = gpu.begins();
    assertEquals(least.id(), again.job().id());
    assertEquals(Optional.of(Bytes.utf8("page 7")), again.checkpoint());
  }

  @Test
  void w34_oneAttemptIsAskedForEachUrgentJobLocalAndElsewhereTogether() throws Exception {
    fixture.start();
    RemoteWorker both = new RemoteWorker(fixture, "gpu-1", "here");
    fixture.enqueue("here", 2);
    gate.awaitStarted(1);
    fixture.enqueue("here", 1);
    Lease lease = both.begins();
    CompletableFuture<Optional<StopReason>> beat = both.beating(lease);
    Job urgent = fixture.enqueue("here", 50);
    assertEquals(Optional.of(StopReason.YIELD), RemoteWorker.get(beat));
    both.releases(lease, Optional.empty());
    assertEquals(urgent.id(), both.begins().job().id());
  }

  @Test
  void w35_priorityIsStrictOverAllTypesAndPlacesTogether() throws Exception {
    fixture.start();
    RemoteWorker all = new RemoteWorker(fixture, "w", "here", "a");
    CompletableFuture<ClaimAnswer> naming = all.claiming();
    naming.cancel(true);
    fixture.enqueue("here", 5);
    gate.awaitStarted(1);
    UUID[] expected = new UUID[6];
    int[] priorities = {1, 9, 3, 7, 5, 8};
    for (int i = 0; i < priorities.length; i++) {
      UUID id = fixture.enqueue(i % 2 == 0 ? "here" : "a", priorities[i]).id();
      int priority = priorities[i];
      int rank = (int) IntStream.of(priorities).filter(p -> p > priority).count();
      expected[rank] = id;
    }
    for (UUID next : expected) {
      assertEquals(next, all.claims().job().id());
    }
  }

  @Test
  void placeHereIsTakenBeforeAClaim() throws Exception {
    fixture.start();
    RemoteWorker both = new RemoteWorker(fixture, "w", "here");
    CompletableFuture<ClaimAnswer> claim = both.claiming();
    Job first = fixture.enqueue("here", 1);
    gate.awaitStarted(1);
    assertEquals(List.of(first.id()), gate.started());
    Job second = fixture.enqueue("here", 1);
    assertEquals(second.id(), RemoteWorker.lease(claim).job().id());
  }

  @Test
  void claimsWaitWhileTheQueueIsPausedOrNotStarted() {
    fixture.open();
    CompletableFuture<ClaimAnswer> claim = gpu.claiming();
    Job job = fixture.enqueue("a", 1);
    fixture.queue().pause();
    fixture.queue().start();
    assertFalse(claim.isDone());
    fixture.queue().resume();
    assertEquals(job.id(), RemoteWorker.lease(claim).job().id());
  }

  @Test
  void claimWithoutPatienceIsAnsweredAtOnce() {
    start();
    assertEquals(new Nothing(Why.WAITED), RemoteWorker.get(impatient()));
    Job job = fixture.enqueue("a", 1);
    assertEquals(job.id(), RemoteWorker.lease(impatient()).job().id());
  }

  private CompletableFuture<ClaimAnswer> impatient() {
    return leases().claim(gpu.request(UUID.randomUUID(), Duration.ZERO));
  }

  @Test
  void idempotencyAndEnvelopeAreTheJobs() {
    start();
    Job.Envelope envelope =
        new Job.Envelope(
            Optional.of("image/png"),
            List.of("order=7"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    fixture
        .queue()
        .enqueue(JobRequest.of("a", Bytes.utf8("x")).withEnvelope(envelope).withPriority(4));
    Lease lease = gpu.claims();
    assertEquals(envelope, lease.job().envelope());
    assertEquals(4, lease.job().priority());
    assertFalse(lease.alone());
  }
}
