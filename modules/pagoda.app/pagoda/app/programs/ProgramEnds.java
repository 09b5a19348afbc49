package pagoda.app.programs;

import pagoda.process.ProgramExit;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobOutcome;

/** What the end of a program means for its job. */
final class ProgramEnds {
  private ProgramEnds() {}

  /** For a program that ran; one that could not has no outcome yet. */
  static JobOutcome outcome(ProgramExit exit, JobContext context) {
    return switch (exit.outcome()) {
      case ProgramOutcome.Completed _ -> JobOutcome.completed(Bytes.of(exit.result()));
      case ProgramOutcome.Failed(String error, boolean again) ->
          new JobOutcome.Failed(error, again);
      case ProgramOutcome.Stopped(ProgramOrder order, String reason) ->
          new JobOutcome.Failed(reason, order == ProgramOrder.TIMEOUT);
      case ProgramOutcome.Snoozed snoozed -> JobOutcome.retry(snoozed.describe());
      case ProgramOutcome.GaveBack _, ProgramOutcome.Unable _, ProgramOutcome.Refused _ ->
          givenBack(context);
    };
  }

  /** Back to its place, with the last checkpoint; the attempt does not count. */
  static JobOutcome givenBack(JobContext context) {
    return JobOutcome.yielded(context.checkpoint().orElse(Bytes.of(new byte[0])));
  }
}
