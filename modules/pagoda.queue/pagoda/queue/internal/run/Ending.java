package pagoda.queue.internal.run;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.InvalidJobException;
import pagoda.queue.Job;
import pagoda.queue.JobOutcome;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.internal.foreign.ForeignThrowable;
import pagoda.queue.internal.foreign.Trace;

/** How an attempt ended, as the writer sees it: made of what its handler returned or threw. */
public sealed interface Ending {
  /** The longest error kept, in characters. */
  int MAX_ERROR = 4096;

  /** With a result. */
  record Completed(Bytes result, Optional<String> contentType) implements Ending {}

  /** Without one; the next attempt waits for a time of its own, or the queue's. */
  record Failed(String error, boolean retryable, Optional<Duration> after, Optional<String> trace)
      implements Ending {}

  /** By its time limit. */
  record TimedOut(String error) implements Ending {}

  /** Early, with a checkpoint to go on from; not asked, it is not to come back at once. */
  record Yielded(Bytes checkpoint, boolean asked) implements Ending {}

  /** Early, to go on after a time. */
  record Snoozed(Duration after, Optional<Bytes> checkpoint) implements Ending {}

  /** Before it began: the executor had no room for it. */
  record Refused() implements Ending {}

  /** Never: the queue closes and does not wait any longer. */
  record Abandoned() implements Ending {}

  static Ending of(JobOutcome outcome, Run run) {
    return switch (outcome) {
      case JobOutcome.Completed completed -> completed(completed, run);
      case null -> failed("handler returned null", false);
      case JobOutcome other when run.timedOut() -> timedOut(run);
      case JobOutcome.Yielded(Bytes checkpoint) ->
          checked(Optional.of(checkpoint), run)
              .orElse(new Ending.Yielded(checkpoint, run.stopReason().isPresent()));
      case JobOutcome.Snoozed(Duration after, Optional<Bytes> checkpoint) ->
          checked(checkpoint, run).orElse(new Ending.Snoozed(after, checkpoint));
      case JobOutcome.Failed failed -> of(failed);
    };
  }

  /** A failure as a handler or a worker tells it. */
  static Ending of(JobOutcome.Failed failed) {
    return new Ending.Failed(
        shorten(failed.error()), failed.retryable(), failed.after(), Optional.empty());
  }

  private static Ending completed(JobOutcome.Completed completed, Run run) {
    int limit = run.link().maxResultBytes();
    if (completed.result().size() > limit) {
      return tooLarge("result", completed.result(), limit);
    }
    try {
      completed.contentType().ifPresent(Job.Envelope::checkContentType);
      return new Ending.Completed(completed.result(), completed.contentType());
    } catch (InvalidJobException e) {
      return failed("of the result: " + e.getMessage(), false);
    }
  }

  /** What is wrong with a checkpoint, if anything is. */
  private static Optional<Ending> checked(Optional<Bytes> checkpoint, Run run) {
    int limit = run.link().maxCheckpointBytes();
    return checkpoint
        .filter(bytes -> bytes.size() > limit)
        .map(bytes -> tooLarge("checkpoint", bytes, limit));
  }

  static Ending of(Throwable thrown, Run run) {
    if (run.timedOut()) {
      return timedOut(run);
    }
    ForeignThrowable copy = ForeignThrowable.of(thrown);
    System.getLogger("pagoda.queue")
        .log(level(copy, run), "Handler of job " + run.job().id() + " threw", copy);
    return new Ending.Failed(
        shorten(describe(copy)), true, Optional.empty(), Optional.of(Trace.of(copy)));
  }

  /** Once a job is enough for a mistake that each attempt makes again; the attempts keep theirs. */
  private static System.Logger.Level level(ForeignThrowable thrown, Run run) {
    if (run.cancelled()) {
      return System.Logger.Level.DEBUG;
    }
    if (thrown.error()) {
      return System.Logger.Level.ERROR;
    }
    return run.claimed().attempt() == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
  }

  static Ending timedOut(Run run) {
    return new Ending.TimedOut("time limit of " + Duration.ofNanos(run.limitNanos()) + " exceeded");
  }

  private static Ending tooLarge(String what, Bytes bytes, int limit) {
    return failed(new PayloadTooLargeException(what, bytes.size(), limit).getMessage(), false);
  }

  static Ending failed(String error, boolean retryable) {
    return new Ending.Failed(shorten(error), retryable, Optional.empty(), Optional.empty());
  }

  /** The exception and its causes, one a line. */
  private static String describe(ForeignThrowable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      text.append("\ncaused by ").append(cause);
    }
    return text.toString();
  }

  private static String shorten(String error) {
    String text = String.valueOf(error);
    return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
  }
}
