package pagoda.queue.internal.round;

import java.util.List;
import pagoda.queue.Job;
import pagoda.queue.QueueEvent;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.Run;

/**
 * What is to be done off the writer after a commit. Immutable.
 *
 * @param commands whose callers get their answers
 * @param claimed the attempts to begin
 * @param changed the jobs that listeners and waiters hear of
 * @param paused the new pause state; null when it did not change
 */
record Committed(List<Command> commands, List<Run> claimed, List<JobRow> changed, Boolean paused) {
  /** Begins the attempts, answers the callers, tells the listeners. */
  void deliver(Shared shared, Dispatcher dispatcher) {
    claimed.forEach(dispatcher::begin);
    commands.forEach(Command::committed);
    for (JobRow row : changed) {
      changed(shared, row);
    }
    if (paused != null) {
      shared.live().feed().publish(number -> new QueueEvent.PauseChanged(number, paused));
    }
  }

  private static void changed(Shared shared, JobRow row) {
    Live live = shared.live();
    boolean awaited = row.state().finished() && live.waiters().waiting();
    if (!awaited && !live.feed().listening()) {
      return;
    }
    Job job = row.job(shared.file().ids());
    live.feed().publish(number -> new QueueEvent.JobChanged(number, job));
    if (awaited) {
      live.waiters().finished(row.row(), job);
    }
  }
}
