package pagoda.queue.internal.open;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.QueueException;
import pagoda.queue.StopReason;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.Given;
import pagoda.queue.internal.round.LeaseCheckpoint;
import pagoda.queue.internal.round.LeaseProgress;
import pagoda.queue.internal.round.Live;
import pagoda.queue.internal.round.Look;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.lease.BeatReport;
import pagoda.queue.lease.ClaimAnswer;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.lease.LeaseSnapshot;
import pagoda.queue.lease.LeaseToken;
import pagoda.queue.lease.TypeLimitException;
import pagoda.queue.lease.WorkerView;
import pagoda.queue.store.Claimed;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Question;

/** Takes the words of workers elsewhere to claims, leases and writer. Thread-safe. */
final class OpenLeases implements JobLeases {
  private final Shared shared;
  private final Live live;
  private final LeaseEnds ends;

  OpenLeases(Shared shared) {
    this.shared = shared;
    this.live = shared.live();
    this.ends = new LeaseEnds(shared);
  }

  @Override
  public CompletableFuture<ClaimAnswer> claim(ClaimRequest request) {
    return guarded(() -> {
      Optional<Held> held = live.leases().ofClaim(request.id());
      if (held.isPresent()) {
        return again(held.get());
      }
      if (live.workers().claims(request)) {
        return CompletableFuture.completedFuture(new ClaimAnswer.Nothing(ClaimAnswer.Why.QUIET));
      }
      CompletableFuture<ClaimAnswer> answer = live.claims().add(request, types(request.types()));
      if (request.patience().isZero()) {
        live.commands().offer(new Look(answer));
      } else {
        live.commands().nudge();
      }
      return answer;
    });
  }

  /** The answer was lost, perhaps: the same job once more. */
  private CompletableFuture<ClaimAnswer> again(Held held) {
    JobRow row = held.claimed();
    held.repeated(shared.clocks().nanos());
    return shared
        .store()
        .read(new Question.Work(row.row()))
        .thenApply(work -> work.filter(found -> same(found, row)))
        .thenApply(work ->
            work.<ClaimAnswer>map(found -> new ClaimAnswer.Leased(Given.lease(held, found, shared)))
                .orElse(new ClaimAnswer.Nothing(ClaimAnswer.Why.WAITED)));
  }

  private static boolean same(Claimed found, JobRow row) {
    return found.row().state() == JobState.PROCESSING && found.row().claims() == row.claims();
  }

  /** The numbers of types; those that nobody has ever heard of exist from now on. */
  private Set<Integer> types(Set<String> names) {
    Set<Integer> ids = new HashSet<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      OptionalInt id = shared.views().types().existing(name);
      id.ifPresentOrElse(ids::add, () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      Call<Optional<Map<String, Integer>>, Map<String, Integer>> call =
          new Call<>(
              new Command.Name(missing, MOST_TYPES),
              named -> named.orElseThrow(() -> new TypeLimitException(MOST_TYPES)));
      live.commands().offer(call);
      ids.addAll(Call.await(call).values());
    }
    return ids;
  }

  @Override
  public CompletableFuture<Optional<StopReason>> beat(
      UUID job, LeaseToken token, BeatReport report, Duration wait) {
    return guarded(() -> {
      long row = shared.views().row(job);
      Optional<Held> found = ends.heard(row, token);
      return found.isPresent() ? beat(job, found.get(), report, wait) : ends.beatAfter(job, token);
    });
  }

  private CompletableFuture<Optional<StopReason>> beat(
      UUID job, Held held, BeatReport report, Duration wait) {
    if (held.current()) {
      report.log().ifPresent(held.log()::add);
      if (report.progress().isPresent() && held.progressed(report.progress().getAsDouble())) {
        progress(held);
      }
    }
    Duration longest = held.times().longestWait();
    Duration capped = wait.compareTo(longest) < 0 ? wait : longest;
    CompletableFuture<Void> signal =
        held.await(capped.isNegative() || live.leases().draining() ? Duration.ZERO : capped);
    if (live.leases().draining()) {
      held.wake();
    }
    return signal
        .completeOnTimeout(null, Math.max(1, capped.toNanos()), TimeUnit.NANOSECONDS)
        .thenApply(_ -> {
          if (held.lost()) {
            throw new LeaseLostException(job);
          }
          return held.answer(shared.clocks().nanos());
        });
  }

  private void progress(Held held) {
    LeaseProgress report = new LeaseProgress(held);
    if (!live.commands().submitOwn(report)) {
      held.progressSaved();
    }
  }

  @Override
  public CompletableFuture<Optional<Bytes>> checkpoint(UUID job, LeaseToken token) {
    return guarded(() -> {
      Held held = ends.current(job, token);
      return shared
          .store()
          .read(new Question.Work(held.claimed().row()))
          .thenApply(work -> work.orElseThrow(() -> new JobNotFoundException(job)).checkpoint());
    });
  }

  @Override
  public CompletableFuture<Void> saveCheckpoint(UUID job, LeaseToken token, Bytes state) {
    return guarded(() -> {
      int limit = shared.options().maxCheckpointBytes();
      if (state.size() > limit) {
        throw new PayloadTooLargeException("checkpoint", state.size(), limit);
      }
      LeaseCheckpoint save = new LeaseCheckpoint(job, ends.current(job, token), state);
      live.commands().offer(save);
      return save;
    });
  }

  @Override
  public CompletableFuture<Void> end(
      UUID job, LeaseToken token, JobOutcome outcome, Attempt.Usage usage) {
    return guarded(() -> ends.end(job, token, outcome, usage));
  }

  @Override
  public CompletableFuture<Void> release(UUID job, LeaseToken token, Optional<Bytes> checkpoint) {
    return guarded(() -> ends.release(job, token, checkpoint, Attempt.Usage.UNKNOWN));
  }

  @Override
  public List<WorkerView> workers() {
    return live.workers()
        .views(
            live.leases().all().stream().filter(Held::current).toList(),
            live.claims().workers(),
            held -> shared.views().ids().uuid(held.claimed().row()));
  }

  @Override
  public Optional<WorkerView> quiet(UUID worker, boolean quiet) {
    if (!live.workers().quiet(worker, quiet)) {
      return Optional.empty();
    }
    if (quiet) {
      live.claims().quiet(worker);
    }
    return workers().stream().filter(view -> view.worker().id().equals(worker)).findFirst();
  }

  @Override
  public void drain() {
    live.claims().drain();
    live.leases().drain();
  }

  @Override
  public LeaseSnapshot snapshot() {
    return new LeaseSnapshot(
        live.claims().size(),
        (int) live.leases().all().stream().filter(Held::current).count(),
        (int) workers().stream().filter(view -> !view.gone()).count(),
        live.meters().total(Total.LEASED),
        live.meters().total(Total.LOST),
        live.meters().total(Total.UNCONFIRMED),
        live.meters().total(Total.LATE));
  }

  /** What is refused at once reaches the caller as what is refused later does. */
  private static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (QueueException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
