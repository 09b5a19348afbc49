package pagoda.queue.internal.round;

import java.time.Duration;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.QueueClosedException;
import pagoda.queue.internal.job.JobRow;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;
import pagoda.queue.internal.run.RunLink;

/** Turns what attempts ask of their queue into commands for the writer. Thread-safe. */
public final class CommandLink implements RunLink {
  private final Shared shared;

  public CommandLink(Shared shared) {
    this.shared = shared;
  }

  @Override
  public boolean saveCheckpoint(Run run, Bytes state) {
    CheckpointCommand command = new CheckpointCommand(run, state);
    submit(command);
    return command.saved();
  }

  @Override
  public void reportProgress(Run run) {
    submit(new ProgressCommand(run));
  }

  @Override
  public void ended(Run run, Ending ending) {
    submit(new Finish(run, ending, true));
  }

  private void submit(Command command) {
    if (!shared.live().commands().submitOwn(command)) {
      command.failed(new QueueClosedException());
    }
  }

  @Override
  public Job job(JobRow row) {
    return row.job(shared.file().ids());
  }

  @Override
  public long nanoTime() {
    return shared.clocks().nanos();
  }

  @Override
  public Duration defaultTimeLimit() {
    return shared.config().timeLimit();
  }

  @Override
  public int maxCheckpointBytes() {
    return shared.config().maxCheckpointBytes();
  }

  @Override
  public int maxResultBytes() {
    return shared.config().maxResultBytes();
  }
}
