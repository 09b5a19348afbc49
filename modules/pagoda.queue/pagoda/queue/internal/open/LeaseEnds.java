package pagoda.queue.internal.open;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobOutcome;
import pagoda.queue.JobState;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.StopReason;
import pagoda.queue.internal.lease.Held;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.LeaseEnd;
import pagoda.queue.internal.round.Live;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.lease.LeaseToken;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.Finished;
import pagoda.queue.store.JobRow;
import pagoda.queue.store.Question;

/** Ends attempts by their workers' words, and knows whose word counts. Thread-safe. */
final class LeaseEnds {
  private final Shared shared;
  private final Live live;

  LeaseEnds(Shared shared) {
    this.shared = shared;
    this.live = shared.live();
  }

  /** The lease of a token, renewed; one of a cancelled job too, whose worker is to hear of it. */
  Optional<Held> heard(long row, LeaseToken token) {
    Optional<Held> held =
        live.leases().find(row, token).filter(found -> found.hear(shared.clocks().nanos()));
    held.flatMap(Held::worker).ifPresent(live.workers()::heard);
    return held;
  }

  /** The lease of a token, renewed, whose attempt goes on. */
  Held current(UUID job, LeaseToken token) {
    return heard(shared.views().row(job), token)
        .filter(Held::current)
        .orElseThrow(() -> refusal(job));
  }

  /** Why a token proves nothing: for callers, a job that is not there comes first. */
  private RuntimeException refusal(UUID job) {
    boolean there = Call.await(read(job)).isPresent();
    return there ? new LeaseLostException(job) : new JobNotFoundException(job);
  }

  private CompletableFuture<Optional<JobRow>> read(UUID job) {
    return shared.store().read(new Question.One(shared.views().row(job)));
  }

  /** A beat whose lease is no more: an attempt that its own worker has ended is not lost. */
  CompletableFuture<Optional<StopReason>> beatAfter(UUID job, LeaseToken token) {
    return read(job)
        .thenApply(found -> {
          JobRow row = found.orElseThrow(() -> new JobNotFoundException(job));
          boolean own =
              row.state() == JobState.COMPLETED || live.leases().ended(row.row(), row.claims());
          if (!proves(token, row) || !own) {
            throw new LeaseLostException(job);
          }
          return Optional.empty();
        });
  }

  private boolean proves(LeaseToken token, JobRow row) {
    boolean elsewhere = row.standing().marks().worker().isPresent();
    return elsewhere && shared.tokens().of(row.row(), row.claims()).equals(token);
  }

  CompletableFuture<Void> end(UUID job, LeaseToken token, JobOutcome outcome, Attempt.Usage usage) {
    return switch (outcome) {
      case JobOutcome.Completed completed -> complete(job, token, completed, usage);
      case JobOutcome.Failed failed -> stop(job, token, Ending.of(failed), "failed", usage);
      case JobOutcome.Snoozed(Duration after, Optional<Bytes> checkpoint) -> {
        check("checkpoint", checkpoint, shared.options().maxCheckpointBytes());
        yield stop(job, token, new Ending.Snoozed(after, checkpoint), "snoozed", usage);
      }
      case JobOutcome.Yielded(Bytes checkpoint) ->
          release(job, token, Optional.of(checkpoint), usage);
    };
  }

  CompletableFuture<Void> release(
      UUID job, LeaseToken token, Optional<Bytes> checkpoint, Attempt.Usage usage) {
    check("checkpoint", checkpoint, shared.options().maxCheckpointBytes());
    Ending back =
        checkpoint
            .<Ending>map(bytes -> new Ending.Yielded(bytes, true))
            .orElse(new Ending.Refused());
    return stop(job, token, back, "released", usage);
  }

  private static void check(String what, Optional<Bytes> bytes, int limit) {
    if (bytes.isPresent() && bytes.get().size() > limit) {
      throw new PayloadTooLargeException(what, bytes.get().size(), limit);
    }
  }

  /** Ends an attempt without a result; it must go on, or have been ended so before. */
  private CompletableFuture<Void> stop(
      UUID job, LeaseToken token, Ending ending, String word, Attempt.Usage usage) {
    long row = shared.views().row(job);
    Optional<Held> held = heard(row, token).filter(Held::current);
    if (held.isPresent()) {
      LeaseEnd end = LeaseEnd.byWorker(held.get(), ending, word, usage, shared);
      live.commands().offer(end);
      return end;
    }
    return read(job)
        .thenAccept(found -> {
          JobRow now = found.orElseThrow(() -> new JobNotFoundException(job));
          if (!proves(token, now) || !live.leases().ended(row, now.claims(), word)) {
            throw new LeaseLostException(job);
          }
        });
  }

  /**
   * A result is welcome as long as nobody has claimed the job since, whatever became of the lease.
   */
  private CompletableFuture<Void> complete(
      UUID job, LeaseToken token, JobOutcome.Completed completed, Attempt.Usage usage) {
    check("result", Optional.of(completed.result()), shared.options().maxResultBytes());
    completed.contentType().ifPresent(Job.Envelope::checkContentType);
    long row = shared.views().row(job);
    Optional<Held> held = heard(row, token);
    if (held.isPresent()) {
      return finish(job, held.get().claimed().claims(), completed, usage);
    }
    return read(job)
        .thenCompose(found -> {
          JobRow now = found.orElseThrow(() -> new JobNotFoundException(job));
          if (!proves(token, now)) {
            throw new LeaseLostException(job);
          }
          return finish(job, now.claims(), completed, usage);
        });
  }

  private CompletableFuture<Void> finish(
      UUID job, long claim, JobOutcome.Completed completed, Attempt.Usage usage) {
    Ended.Completed how = new Ended.Completed(completed.result(), completed.contentType());
    long row = shared.views().row(job);
    Call<Finished, Void> call =
        new Call<>(new Command.Finish(row, claim, how, usage), finished -> answer(job, finished));
    live.commands().offer(call);
    return call;
  }

  private static Void answer(UUID job, Finished finished) {
    return switch (finished) {
      case DONE, LATE, REPEATED -> null;
      case LOST -> throw new LeaseLostException(job);
      case MISSING -> throw new JobNotFoundException(job);
    };
  }
}
