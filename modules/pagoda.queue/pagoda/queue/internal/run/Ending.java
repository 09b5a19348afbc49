package pagoda.queue.internal.run;

import java.time.Duration;
import pagoda.queue.Bytes;
import pagoda.queue.JobOutcome;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.internal.foreign.ForeignThrowable;

/** How an attempt ended, as the writer sees it: made of what its handler returned or threw. */
public sealed interface Ending {
  /** The longest error kept, in characters. */
  int MAX_ERROR = 4096;

  /** With a result. */
  record Completed(Bytes result) implements Ending {}

  /** Without one. */
  record Failed(String error, boolean retryable) implements Ending {}

  /** By its time limit. */
  record TimedOut(String error) implements Ending {}

  /** Early, with a checkpoint to go on from. */
  record Yielded(Bytes checkpoint) implements Ending {}

  /** Before it began: the executor had no room for it. */
  record Refused() implements Ending {}

  /** Never: the queue closes and does not wait any longer. */
  record Abandoned() implements Ending {}

  static Ending of(JobOutcome outcome, Run run) {
    return switch (outcome) {
      case JobOutcome.Completed(Bytes result) -> {
        int limit = run.link().maxResultBytes();
        yield result.size() <= limit
            ? new Ending.Completed(result)
            : tooLarge("result", result, limit);
      }
      case JobOutcome.Yielded yielded when run.stopReason() == StopReason.TIMED_OUT ->
          timedOut(run);
      case JobOutcome.Yielded(Bytes checkpoint) -> {
        int limit = run.link().maxCheckpointBytes();
        yield checkpoint.size() <= limit
            ? new Ending.Yielded(checkpoint)
            : tooLarge("checkpoint", checkpoint, limit);
      }
      case JobOutcome.Failed failed when run.stopReason() == StopReason.TIMED_OUT -> timedOut(run);
      case JobOutcome.Failed failed -> failed(failed.error(), failed.retryable());
      case null -> failed("handler returned null", false);
    };
  }

  static Ending of(Throwable thrown, Run run) {
    if (run.stopReason() == StopReason.TIMED_OUT) {
      return timedOut(run);
    }
    ForeignThrowable copy = ForeignThrowable.of(thrown);
    System.getLogger("pagoda.queue")
        .log(
            copy.error() ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG,
            "Handler of job " + run.job().id() + " threw",
            copy);
    return failed(describe(copy), true);
  }

  static Ending timedOut(Run run) {
    return new Ending.TimedOut("time limit of " + Duration.ofNanos(run.limitNanos()) + " exceeded");
  }

  private static Ending tooLarge(String what, Bytes bytes, int limit) {
    return failed(new PayloadTooLargeException(what, bytes.size(), limit).getMessage(), false);
  }

  private static Ending failed(String error, boolean retryable) {
    return new Ending.Failed(shorten(error), retryable);
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
