package pagoda.queue.blackbox;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobOutcome;
import pagoda.queue.QueueException;
import pagoda.queue.StopReason;
import pagoda.queue.lease.BeatReport;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Lease;
import pagoda.queue.lease.Worker;

/** A worker elsewhere, as a test plays it. */
final class RemoteWorker {
  /** Long enough for a test to have something come meanwhile. */
  static final Duration LONG = Duration.ofSeconds(50);

  private final Fixture fixture;
  private final Worker worker;
  private final Set<String> types;

  RemoteWorker(Fixture fixture, String name, String... types) {
    this(fixture, new Worker(UUID.randomUUID(), name, "host", "1", 1), Set.of(types));
  }

  private RemoteWorker(Fixture fixture, Worker worker, Set<String> types) {
    this.fixture = fixture;
    this.worker = worker;
    this.types = types;
  }

  UUID id() {
    return worker.id();
  }

  private JobLeases leases() {
    return fixture.queue().leases();
  }

  ClaimRequest request(UUID claim, Duration wait) {
    return new ClaimRequest(claim, worker, types, wait, "client");
  }

  CompletableFuture<ClaimAnswer> claiming() {
    return claiming(UUID.randomUUID());
  }

  CompletableFuture<ClaimAnswer> claiming(UUID claim) {
    return leases().claim(request(claim, LONG));
  }

  /** Lets its types exist, by a claim that it withdraws. */
  void isKnown() {
    claiming().cancel(true);
  }

  /** Claims a job that is there. */
  Lease claims() {
    return lease(claiming());
  }

  /** Claims a job that is there, and says so. */
  Lease begins() {
    Lease lease = claims();
    beats(lease);
    return lease;
  }

  static Lease lease(CompletableFuture<ClaimAnswer> claim) {
    ClaimAnswer answer = get(claim);
    if (answer instanceof ClaimAnswer.Leased(Lease lease)) {
      return lease;
    }
    throw new AssertionError("no job but " + answer);
  }

  CompletableFuture<Optional<StopReason>> beating(Lease lease) {
    return leases().beat(lease.job().id(), lease.token(), BeatReport.NONE, LONG);
  }

  Optional<StopReason> beats(Lease lease) {
    return tells(lease, BeatReport.NONE);
  }

  Optional<StopReason> tells(Lease lease, double progress, String log) {
    return tells(lease, new BeatReport(OptionalDouble.of(progress), Optional.of(log)));
  }

  private Optional<StopReason> tells(Lease lease, BeatReport report) {
    return get(leases().beat(lease.job().id(), lease.token(), report, Duration.ZERO));
  }

  void saves(Lease lease, String checkpoint) {
    get(leases().saveCheckpoint(lease.job().id(), lease.token(), Bytes.utf8(checkpoint)));
  }

  Optional<Bytes> checkpoint(Lease lease) {
    return get(leases().checkpoint(lease.job().id(), lease.token()));
  }

  void completes(Lease lease, String result) {
    ends(lease, JobOutcome.completed(Bytes.utf8(result)));
  }

  void ends(Lease lease, JobOutcome outcome) {
    get(leases().end(lease.job().id(), lease.token(), outcome, Attempt.Usage.UNKNOWN));
  }

  void releases(Lease lease, Optional<String> checkpoint) {
    get(leases().release(lease.job().id(), lease.token(), checkpoint.map(Bytes::utf8)));
  }

  /** What a future comes to; what the queue throws is thrown as it is. */
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CompletionException) {
        cause = cause.getCause();
      }
      if (cause instanceof QueueException refusal) {
        throw refusal;
      }
      throw new AssertionError(cause);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
