package pagoda.queue.internal.round;

import pagoda.queue.QueueException;
import pagoda.queue.internal.run.Run;
import pagoda.queue.store.Command;

/** Saves how far an attempt is. */
record ProgressReport(Run run, Command.Progress command) implements Pending {
  ProgressReport(Run run) {
    this(run, new Command.Progress(run.claimed(), run.reached()));
  }

  @Override
  public void applied(Object answer, Shared shared) {}

  @Override
  public void committed() {
    run.progressSaved();
  }

  /** The next report, or the end of the attempt, saves it. */
  @Override
  public void failed(QueueException reason) {
    run.progressSaved();
  }

  @Override
  public boolean triedWhenFull() {
    return false;
  }
}
