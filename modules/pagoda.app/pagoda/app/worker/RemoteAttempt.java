package pagoda.app.worker;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import pagoda.app.log.Fields;
import pagoda.app.programs.Programs;
import pagoda.queue.Bytes;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.StopReason;

/** Runs one claimed job to its end and tells the service of it. Thread-safe. */
final class RemoteAttempt {
  private static final System.Logger LOG = System.getLogger("pagoda.worker");

  /** For a yield that nobody asked for, so that its job does not come back at once. */
  private static final Duration UNASKED = Duration.ofSeconds(1);

  private final RemoteRun run;
  private final JobHandler handler;
  private final Programs programs;
  private final WorkClient client;
  private final int maxResult;
  private final CompletableFuture<JobOutcome> outcome = new CompletableFuture<>();

  /**
   * An attempt whose claim is confirmed.
   *
   * @param programs where its program runs, if it has one
   * @param maxResult the most bytes of a result
   */
  RemoteAttempt(
      RemoteRun run, JobHandler handler, Programs programs, WorkClient client, int maxResult) {
    this.run = run;
    this.handler = handler;
    this.programs = programs;
    this.client = client;
    this.maxResult = maxResult;
  }

  /** Runs the handler and delivers its end; {@code confirmedNanos} is when the lease began. */
  AttemptEnd execute(long confirmedNanos, Pause pause) throws InterruptedException {
    log("attempt started");
    try (LeaseKeeper keeper =
        LeaseKeeper.start(run, client, confirmedNanos, this::order, this::lose)) {
      threads().newThread(this::handle).start();
      JobOutcome ended = meant(outcome.join());
      keeper.delivering();
      AttemptEnd end = run.isLost() ? AttemptEnd.LOST : told(ended, pause);
      LOG.log(
          end == AttemptEnd.UNDELIVERED ? WARNING : INFO,
          "attempt ended",
          Fields.of("job_id", run.job().id(), "type", run.job().type(), "end", end.text()));
      return end;
    }
  }

  private void log(String event) {
    LOG.log(
        INFO,
        event,
        Fields.of(
            "job_id", run.job().id(),
            "type", run.job().type(),
            "priority", run.job().priority(),
            "attempt", run.job().attempt()));
  }

  /** One that computes would hold the thread that carries others. */
  private ThreadFactory threads() {
    String name = "job-" + run.job().id();
    return handler.kind() == JobHandler.Kind.COMPUTES && !handler.apart()
        ? Thread.ofPlatform().daemon().name(name).factory()
        : Thread.ofVirtual().name(name).factory();
  }

  private void handle() {
    run.enter();
    JobOutcome ended;
    try {
      ended = handler.handle(run.claimed().payload(), run);
    } catch (Throwable e) { // whatever a handler throws, its slot must come free
      ended = JobOutcome.retry(Errors.of(e));
    } finally {
      run.leave();
    }
    outcome.complete(ended == null ? JobOutcome.failed("handler returned null") : ended);
  }

  /** What the handler's outcome means, given what it was asked. */
  private JobOutcome meant(JobOutcome ended) {
    boolean timedOut = run.stopReason().filter(StopReason.TIMEOUT::equals).isPresent();
    return switch (ended) {
      case JobOutcome.Completed completed -> checked(completed);
      case JobOutcome other when handler.apart() -> other; // its runner knows
      case JobOutcome other when timedOut ->
          JobOutcome.retry("time limit of " + run.timeLimit() + " exceeded");
      case JobOutcome.Yielded(Bytes checkpoint) when run.stopReason().isEmpty() ->
          new JobOutcome.Snoozed(UNASKED, Optional.of(checkpoint));
      case JobOutcome other -> other;
    };
  }

  private JobOutcome checked(JobOutcome.Completed completed) {
    int size = completed.result().size();
    if (size > maxResult) {
      return JobOutcome.failed(
          new PayloadTooLargeException("result", size, maxResult).getMessage());
    }
    try {
      completed
          .contentType()
          .ifPresent(type -> HttpRequest.newBuilder().header("Content-Type", type));
      return completed;
    } catch (IllegalArgumentException e) {
      return JobOutcome.failed("of the result: " + e.getMessage());
    }
  }

  private AttemptEnd told(JobOutcome ended, Pause pause) throws InterruptedException {
    tellNews();
    if (run.cancelled() && run.stopReason().filter(StopReason.CANCEL::equals).isPresent()) {
      return AttemptEnd.CANCELLED; // its job has ended, and takes nothing more
    }
    return switch (new EndDelivery(run.claimed(), run.usage(), client, pause).deliver(ended)) {
      case UNWANTED -> AttemptEnd.LOST;
      case GIVEN_UP -> AttemptEnd.UNDELIVERED;
      case TAKEN ->
          switch (ended) {
            case JobOutcome.Completed _ -> AttemptEnd.COMPLETED;
            case JobOutcome.Failed _ -> AttemptEnd.FAILED;
            case JobOutcome.Yielded _ -> AttemptEnd.RELEASED;
            case JobOutcome.Snoozed _ -> AttemptEnd.SNOOZED;
          };
    };
  }

  /** The last lines; an attempt does not fail for them. */
  private void tellNews() throws InterruptedException {
    if (run.news().any()) {
      try {
        var _ = client.beat(run.claimed(), run.news().take(), Duration.ZERO).get();
      } catch (ExecutionException e) {
        LOG.log(System.Logger.Level.DEBUG, "last lines are lost", e.getCause());
      }
    }
  }

  /** The service orders it, or this process does; a program hears of it from its runner. */
  void order(StopReason reason) {
    run.order(reason, !handler.apart());
  }

  private void lose(String reason) {
    LOG.log(WARNING, "lease lost", Fields.of("job_id", run.job().id(), "reason", reason));
    run.lose();
    programs.kill(run.job().id());
  }

  /** Waits for its handler no longer: what was saved goes back. */
  void abandon() {
    outcome.complete(JobOutcome.yielded(run.checkpoint().orElse(Bytes.EMPTY)));
  }
}
