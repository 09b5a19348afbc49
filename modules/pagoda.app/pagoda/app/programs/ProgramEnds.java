package pagoda.app.programs;

import java.time.Duration;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;

/** What the end of a program means for its job. */
public final class ProgramEnds {
  private ProgramEnds() {}

  /** For a program that ran; one that could not has no outcome yet. */
  static JobOutcome outcome(ProgramExit exit, JobContext context) {
    return switch (exit.outcome()) {
      case ProgramOutcome.Completed _ -> JobOutcome.completed(Bytes.of(exit.result()));
      case ProgramOutcome.Failed(String error, boolean again) ->
          again ? JobOutcome.retry(error) : JobOutcome.failed(error);
      case ProgramOutcome.Stopped(ProgramOrder order, String reason) ->
          order == ProgramOrder.TIMEOUT ? JobOutcome.retry(reason) : JobOutcome.failed(reason);
      case ProgramOutcome.Snoozed(Duration after) -> JobOutcome.snoozed(after);
      case ProgramOutcome.GaveBack _, ProgramOutcome.Unable _, ProgramOutcome.Refused _ ->
          givenBack(context);
    };
  }

  /** Back to its place, with the last checkpoint; the attempt does not count. */
  public static JobOutcome givenBack(JobContext context) {
    return JobOutcome.yielded(context.checkpoint().orElse(Bytes.of(new byte[0])));
  }
}
