package pagoda.queue.internal.round;

import java.util.List;
import pagoda.queue.Job;
import pagoda.queue.QueueEvent;
import pagoda.queue.internal.run.Dispatcher;
import pagoda.queue.internal.run.Run;
import pagoda.queue.store.JobRow;

/**
 * What is to be done off the writer after a commit. Immutable.
 *
 * @param pending whose callers get their answers
 * @param claimed the attempts to begin
 * @param given the attempts that begin elsewhere
 * @param changed the jobs that listeners and waiters hear of
 * @param removed the jobs that are gone
 */
record Committed(
    List<Pending> pending,
    List<Run> claimed,
    List<Given> given,
    List<JobRow> changed,
    List<Long> removed) {
  /** Begins the attempts, answers the callers, tells the listeners. */
  void deliver(Shared shared, Dispatcher dispatcher) {
    claimed.forEach(dispatcher::begin);
    given.forEach(each -> each.deliver(shared));
    pending.forEach(Pending::committed);
    removed.forEach(shared.logs()::remove);
    for (JobRow row : changed) {
      changed(shared, row);
    }
  }

  private static void changed(Shared shared, JobRow row) {
    Live live = shared.live();
    boolean awaited = row.state().finished() && live.waiters().waiting();
    if (!awaited && !live.feed().listening()) {
      return;
    }
    Job job = shared.views().job(row);
    live.feed().publish(number -> new QueueEvent.JobChanged(number, job));
    if (awaited) {
      live.waiters().finished(row.row(), job);
    }
  }
}
