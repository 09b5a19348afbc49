package pagoda.queue.internal.round;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.QueueException;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.run.Ending;
import pagoda.queue.internal.run.Run;
import pagoda.queue.store.Command;
import pagoda.queue.store.Ended;
import pagoda.queue.store.JobRow;

/**
 * Records how an attempt ended. It must reach the disk: until it does, the attempt keeps its
 * worker.
 */
final class AttemptEnd implements Pending {
  private final Run run;
  private final Ending ending;
  private final boolean returned;
  private final Command.End command;

  /**
   * Describes an end.
   *
   * @param run the attempt
   * @param ending how it ended
   * @param returned whether its handler has returned, so that its worker is free
   */
  AttemptEnd(Run run, Ending ending, boolean returned, Shared shared) {
    this.run = run;
    this.ending = ending;
    this.returned = returned;
    this.command =
        new Command.End(run.claimed(), ended(shared), run.reached(), run.hasCheckpoint());
  }

  private Ended ended(Shared shared) {
    return switch (ending) {
      case Ending.Completed(Bytes result) -> new Ended.Completed(result);
      case Ending.Failed(String error, boolean retryable) -> failure(error, retryable, shared);
      case Ending.TimedOut(String error) -> failure(error, true, shared);
      case Ending.Yielded(Bytes checkpoint) -> new Ended.GivenBack(Optional.of(checkpoint));
      case Ending.Refused() -> new Ended.GivenBack(Optional.empty());
      case Ending.Abandoned() -> new Ended.GivenBack(Optional.empty());
    };
  }

  private Ended failure(String error, boolean retryable, Shared shared) {
    JobRow row = run.claimed();
    if (!retryable || row.attempt() >= row.maxAttempts()) {
      return new Ended.Failed(error);
    }
    double random = shared.clocks().random().nextDouble();
    Duration delay = shared.options().backoff().delay(row.attempt(), random);
    return new Ended.Retried(error, delay.toMillis());
  }

  Run run() {
    return run;
  }

  /** Whether the attempt's worker is free. */
  boolean returned() {
    return returned;
  }

  /** Whether the executor had no room for it. */
  boolean refused() {
    return ending instanceof Ending.Refused;
  }

  @Override
  public Command.End command() {
    return command;
  }

  @Override
  public void applied(Object answer, Shared shared) {
    if (returned) {
      shared.live().runs().remove(run);
      shared.live().meters().add(Total.RETURNED, 1);
    }
    boolean current = (Boolean) answer;
    shared.live().meters().add(current ? total() : Total.STALE, 1);
    if (current && ending instanceof Ending.TimedOut) {
      shared.live().meters().add(Total.TIMED_OUT, 1);
    }
  }

  private Total total() {
    return switch (command.how()) {
      case Ended.Completed how -> Total.COMPLETED;
      case Ended.Failed how -> Total.FAILED;
      case Ended.Retried how -> Total.RETRIED;
      case Ended.GivenBack how -> Total.YIELDED;
    };
  }

  @Override
  public void committed() {}

  @Override
  public void failed(QueueException reason) {}

  @Override
  public boolean triedWhenFull() {
    return true;
  }

  @Override
  public boolean owed() {
    return true;
  }
}
