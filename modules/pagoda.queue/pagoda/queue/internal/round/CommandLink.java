package pagoda.queue.internal.round;

import java.time.Duration;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.QueueClosedException;
import pagoda.queue.internal.logs.AttemptLog;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.run.RunLink;
import pagoda.queue.store.JobRow;

/** Turns what attempts ask of their queue into commands for the writer. Thread-safe. */
public final class CommandLink implements RunLink {
  private final Shared shared;

  public CommandLink(Shared shared) {
    this.shared = shared;
  }

  @Override
  public boolean saveCheckpoint(Run run, Bytes state) {
    CheckpointSave save = new CheckpointSave(run, state);
    submit(save);
    return save.join();
  }

  @Override
  public void reportProgress(Run run) {
    submit(new ProgressReport(run));
  }

  @Override
  public void ended(Run run, Ending ending) {
    submit(new AttemptEnd(run, ending, true, shared));
  }

  private void submit(Pending command) {
    if (!shared.live().commands().submitOwn(command)) {
      command.failed(new QueueClosedException());
    }
  }

  @Override
  public Job job(JobRow row) {
    return shared.views().job(row);
  }

  @Override
  public AttemptLog log(JobRow claimed) {
    return shared.logs().begin(claimed.row(), claimed.claims());
  }

  @Override
  public long nanoTime() {
    return shared.clocks().nanos();
  }

  @Override
  public Duration defaultTimeLimit() {
    return shared.options().timeLimit();
  }

  @Override
  public int maxCheckpointBytes() {
    return shared.options().maxCheckpointBytes();
  }

  @Override
  public int maxResultBytes() {
    return shared.options().maxResultBytes();
  }
}
